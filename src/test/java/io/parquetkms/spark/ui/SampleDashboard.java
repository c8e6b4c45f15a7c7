package io.parquetkms.spark.ui;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;

/** Made-up figures: of an application that has done much, and of one that has done nothing yet. */
public final class SampleDashboard {

    static final String GRANT = "{\"Effect\": \"Allow\"}";

    static final Instant STARTED = Instant.parse("2026-11-01T08:00:00Z");
    static final Instant TAKEN = Instant.parse("2026-11-01T10:05:07Z");

    static final String PII = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
    static final String PARTNER = "arn:aws:kms:eu-west-1:444455556666:key/mrk-8f1c0f5e6f0d4b7d9f0a3b5c7d9e1f20";
    static final String FOOTER = "arn:aws:kms:eu-west-1:111122223333:key/0987dcba-09fe-87dc-65ba-ab0987654321";

    static final String SHA_256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

    private static final PolicyRow POLICY =
            new PolicyRow("s3a://platform-conf-eu-west-1/parquet-kms/lake.json", SHA_256, 12);

    private SampleDashboard() {}

    /** Nothing has happened yet. */
    public static Dashboard empty() {
        return new Dashboard(
                "local",
                "driver and tasks are one process",
                List.of(),
                TAKEN.minusSeconds(5),
                TAKEN,
                new Summary(0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    /** Something in every part. */
    public static Dashboard rich() {
        return new Dashboard(
                "wrapped",
                "Spark's RPC channel is not authenticated and encrypted",
                List.of(
                        "spark.authenticate=true",
                        "spark.network.crypto.enabled=true",
                        "spark.network.crypto.saslFallback=false"),
                STARTED,
                TAKEN,
                new Summary(1, 1, 40, 11, 3, 2, 2_560, 2_549, 12, 0.000033),
                POLICY,
                written(),
                keys(),
                calls(),
                executors(),
                datasets(),
                denials(),
                settings());
    }

    /** The driver sends keys, and nothing went wrong. */
    public static Dashboard calm() {
        Dashboard rich = rich();
        return new Dashboard(
                "keys",
                "Spark's RPC channel is authenticated and encrypted",
                List.of(),
                STARTED,
                TAKEN,
                new Summary(1, 0, 0, 6, 0, 0, 2_560, 2_554, 12, 0.000018),
                POLICY,
                rich.written().subList(0, 4),
                rich.keys().subList(0, 3),
                rich.calls().subList(0, 2),
                List.of(
                        new ExecutorRow("driver", "10.0.3.17:40123", "SunJCE 17", true, 3, 24, 0, 6, 0, 0, 0, TAKEN),
                        new ExecutorRow(
                                "1",
                                "10.0.3.21:41007",
                                "SunJCE 17",
                                true,
                                3,
                                2_047,
                                6,
                                0,
                                0,
                                0,
                                0,
                                TAKEN.minusSeconds(4)),
                        new ExecutorRow(
                                "2",
                                "10.0.3.22:41015",
                                "SunJCE 17",
                                true,
                                3,
                                2_034,
                                6,
                                0,
                                0,
                                0,
                                0,
                                TAKEN.minusSeconds(7))),
                rich.datasets().subList(0, 2),
                List.of(),
                rich.settings());
    }

    private static List<KeyRow> keys() {
        return List.of(
                new KeyRow("pii", PII, "write", 1, Duration.ofMinutes(125), Duration.ofMinutes(1_315)),
                new KeyRow("footer", FOOTER, "write", 1, Duration.ofMinutes(124), Duration.ofMinutes(1_316)),
                new KeyRow("pii", PII, "read", 37, Duration.ofHours(20), Duration.ofHours(4)),
                new KeyRow("", PARTNER, "read", 2, Duration.ofHours(24).plusMinutes(3), Duration.ofMinutes(-3)));
    }

    private static List<CallRow> calls() {
        return List.of(
                new CallRow("GenerateDataKey", CallRow.OK, 2, Duration.ofMillis(41), Duration.ofMillis(58)),
                new CallRow("Decrypt", CallRow.OK, 4, Duration.ofNanos(8_740_000), Duration.ofMillis(23)),
                new CallRow("Decrypt", "denied", 2, Duration.ofMillis(12), Duration.ofMillis(14)),
                new CallRow("Decrypt", "throttled", 1, Duration.ofMillis(2_340), Duration.ofMillis(2_340)),
                new CallRow("DescribeKey", CallRow.OK, 2, Duration.ofMillis(18), Duration.ofMillis(21)));
    }

    private static List<ExecutorRow> executors() {
        return List.of(
                new ExecutorRow("driver", "10.0.3.17:40123", "SunJCE 17", true, 3, 24, 0, 4, 0, 0, 0, TAKEN),
                new ExecutorRow(
                        "1",
                        "10.0.3.21:41007",
                        "AmazonCorrettoCryptoProvider 2.5.0",
                        true,
                        3,
                        2_047,
                        4,
                        3,
                        1,
                        0,
                        0,
                        TAKEN.minusSeconds(4)),
                new ExecutorRow(
                        "2",
                        "ip-10-0-3-22.eu-west-1.compute.internal:41015",
                        "AmazonCorrettoCryptoProvider 2.5.0",
                        true,
                        3,
                        2_034,
                        4,
                        3,
                        1,
                        2,
                        17,
                        TAKEN.minusSeconds(7)),
                new ExecutorRow(
                        "3",
                        "10.0.3.23:40990",
                        "AmazonCorrettoCryptoProvider 2.5.0",
                        false,
                        0,
                        1_009,
                        4,
                        1,
                        1,
                        0,
                        0,
                        TAKEN.minusSeconds(3_700)));
    }

    private static List<WrittenRow> written() {
        String customers = "s3a://lake-prod-eu-west-1/warehouse/crm.db/customers";
        String line = " of policy s3a://platform-conf-eu-west-1/parquet-kms/lake.json, line 14";
        return List.of(
                new WrittenRow(
                        customers,
                        List.of("country", "segment"),
                        0,
                        "",
                        "",
                        0,
                        "no rule gives it a key, and parquet.kms.columns.unmatched says plaintext",
                        "executors"),
                new WrittenRow(
                        customers,
                        List.of("(footer)", "created", "id", "updated"),
                        0,
                        "footer",
                        FOOTER,
                        0,
                        "no rule gives it a key, and policy s3a://platform-conf-eu-west-1/parquet-kms/lake.json, line 12"
                                + " says footer",
                        "executors"),
                new WrittenRow(
                        customers,
                        LongStream.range(0, 30)
                                .mapToObj(i -> "note_" + (10 + i))
                                .toList(),
                        12,
                        "pii",
                        PII,
                        0,
                        "rule 'note_*'" + line,
                        "executors"),
                new WrittenRow(customers, List.of("iban", "ssn"), 0, PARTNER, "", 0, "tag 'encrypt'", "executors"),
                new WrittenRow(
                        "s3a://lake-prod-eu-west-1/tmp/<script>alert('x')</script>&co",
                        List.of(),
                        0,
                        "",
                        "",
                        40,
                        "no key is configured",
                        "driver"));
    }

    private static List<DatasetRow> datasets() {
        return List.of(
                new DatasetRow(
                        "s3a://lake-prod-eu-west-1/warehouse/crm.db/customers",
                        "pii",
                        PII,
                        "GenerateDataKey",
                        1_280,
                        "executors",
                        requestIds(1),
                        List.of(),
                        List.of("country", "segment"),
                        0),
                new DatasetRow(
                        "s3a://lake-prod-eu-west-1/warehouse/crm.db/customers",
                        "footer",
                        FOOTER,
                        "GenerateDataKey",
                        640,
                        "executors",
                        requestIds(1),
                        List.of(),
                        List.of("country", "segment"),
                        0),
                new DatasetRow(
                        "s3a://partner-exchange-bucket-with-a-long-name/incoming/country=DE/year=2026/month=10/"
                                + "daily_transactions_enriched_and_deduplicated/batch_id=20261031T235959Z",
                        "",
                        PARTNER,
                        "Decrypt",
                        512,
                        "driver",
                        requestIds(14),
                        List.of(),
                        null,
                        0),
                new DatasetRow(
                        "hdfs://nameservice1/user/hive/warehouse/<script>alert('x')</script>&co",
                        "pii",
                        PII,
                        "Decrypt",
                        128,
                        "executors",
                        List.of(),
                        List.of(),
                        null,
                        0));
    }

    private static List<String> requestIds(int count) {
        return LongStream.range(0, count)
                .mapToObj(i -> String.format("5d0a7f2e-3c1b-4c7e-9f00-%012x", i))
                .toList();
    }

    private static List<DenialRow> denials() {
        String message =
                "Cannot unwrap the key of column 'iban' of s3a://partner-exchange-bucket-with-a-long-name/incoming/"
                        + "country=DE/part-00000-5d0a7f2e.c000.snappy.parquet with " + PARTNER
                        + ": access denied. Grant kms:Decrypt on that key to this role";
        return List.of(
                new DenialRow(TAKEN.minusSeconds(12), "2", "Decrypt", PARTNER, message, GRANT),
                new DenialRow(TAKEN.minusSeconds(14), "1", "Decrypt", PARTNER, message, GRANT),
                new DenialRow(
                        TAKEN.minusSeconds(3_705),
                        "driver",
                        "GenerateDataKey",
                        "arn:aws:kms:eu-west-1:111122223333:alias/pii",
                        "Cannot make a key with arn:aws:kms:eu-west-1:111122223333:alias/pii: access denied. Grant"
                                + " kms:GenerateDataKey on that key to this role",
                        GRANT));
    }

    private static List<SettingRow> settings() {
        return List.of(
                new SettingRow("parquet.kms.provider", "aws", SettingRow.DEFAULT),
                new SettingRow("parquet.kms.key.pii", PII, "set at start"),
                new SettingRow("parquet.kms.key.footer", FOOTER, "set at start"),
                new SettingRow(
                        "parquet.kms.trusted.keys",
                        "pii,footer,arn:aws:kms:eu-west-1:444455556666:key/*",
                        "set at start"),
                new SettingRow("parquet.kms.encrypted.paths", "s3a://lake-prod-eu-west-1/**", "set at start"),
                new SettingRow(
                        "parquet.encryption.column.keys", "pii:ssn,iban,address.list.element.street", "set at start"),
                new SettingRow("parquet.encryption.footer.key", "footer", "set at start"),
                new SettingRow("parquet.encryption.key.access.token", "s3cr3t", "set at start"),
                new SettingRow("parquet.kms.kek.max.age", "24h", SettingRow.DEFAULT),
                new SettingRow("parquet.kms.kek.grace", "1h", SettingRow.DEFAULT),
                new SettingRow("parquet.kms.aws.region", "eu-west-1", "set at start"));
    }
}
