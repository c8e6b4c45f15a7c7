package io.parquetkms.lake.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.parquetkms.parquet.ParquetKmsCryptoFactory;
import io.parquetkms.parquet.Table;
import io.parquetkms.process.OwnRuntime;
import io.parquetkms.testkms.Caller;
import io.parquetkms.testkms.Fault;
import io.parquetkms.testkms.Operation;
import io.parquetkms.testkms.TestKms;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * One thing wrong at a time, for real: the finding names it and what to do; once that is done the finding is gone, and files are written and
 * read.
 */
final class DoctorTest {

    private static final String FACTORY = "parquet.crypto.factory.class";

    @RegisterExtension
    private final OwnRuntime runtime = new OwnRuntime();

    private final TestKms kms = TestKms.start();
    private final String footer = kms.createKey();
    private final String pii = kms.createKey();

    @TempDir
    private java.nio.file.Path directory = java.nio.file.Path.of("");

    private Configuration job = new Configuration(false);
    private List<String> paths = List.of();
    private Purpose purpose = Purpose.BOTH;
    private Map<String, String> spark = Map.of();

    @BeforeEach
    void configure() {
        signIn(TestKms.ACCESS_KEY_ID, TestKms.SECRET_ACCESS_KEY);
        System.setProperty("aws.disableEc2Metadata", "true");
        job.set(FACTORY, ParquetKmsCryptoFactory.class.getName());
        endpoint(kms.endpoint());
        job.set("parquet.kms.aws.region", TestKms.REGION);
        job.set("parquet.kms.aws.max.attempts", "1");
        job.set("parquet.kms.key.footer", footer);
        job.set("parquet.kms.key.pii", pii);
        job.set("parquet.encryption.footer.key", "footer");
        job.set("parquet.kms.columns", "pii: phone");
        job.set("parquet.kms.columns.unmatched", "footer");
        job.set("parquet.kms.denied.ttl", "0s");
    }

    private void endpoint(URI uri) {
        job.set("parquet.kms.aws.endpoint", uri.toString());
        job.set("parquet.kms.aws.sts.endpoint", uri.toString());
    }

    private static void signIn(String id, String secret) {
        System.setProperty("aws.accessKeyId", id);
        System.setProperty("aws.secretAccessKey", secret);
    }

    @AfterEach
    void stop() {
        List.of("aws.accessKeyId", "aws.secretAccessKey", "aws.sessionToken", "aws.disableEc2Metadata")
                .forEach(System::clearProperty);
        kms.close();
    }

    private Path file(String name) {
        return new Path(directory.toUri().getPath(), name);
    }

    private List<Finding> examine() throws IOException {
        runtime.wipe();
        return Doctor.of(job)
                .sparkSettings(spark)
                .paths(paths)
                .purpose(purpose)
                .timeout(Duration.ofMinutes(5))
                .examine();
    }

    private List<Finding> amiss(Severity severity) throws IOException {
        return examine().stream()
                .filter(finding -> finding.severity() == severity)
                .toList();
    }

    /** One failure, with its words and its remedy. */
    private void fails(String check, String what, String remedy) throws IOException {
        is(Severity.FAIL, check, what, remedy);
    }

    private void is(Severity severity, String check, String what, String remedy) throws IOException {
        assertThat(amiss(severity)).anySatisfy(finding -> {
            assertThat(finding.check()).isEqualTo(check);
            assertThat(finding.what()).contains(what);
            assertThat(finding.remedy()).contains(remedy);
        });
    }

    /** Nothing is in the way any more, and it is true. */
    private void works() throws IOException {
        assertThat(amiss(Severity.FAIL)).isEmpty();
        runtime.wipe();
        Path proof = file("proof-" + System.nanoTime() + ".parquet");
        Table.write(job, proof, 3);
        assertThat(new String(
                        Files.readAllBytes(java.nio.file.Path.of(proof.toString())),
                        java.nio.charset.StandardCharsets.ISO_8859_1))
                .startsWith("PARE");
        runtime.wipe();
        assertThat(Table.read(job, proof)).isEqualTo(Table.rows(3));
    }

    /** One request without credentials, three for each key, one for each key of the file. */
    @Test
    void healthy_nothingIsAmiss_withFewCalls() throws IOException {
        Table.write(job, file("a.parquet"), 3);
        paths = List.of(directory.toString());
        kms.resetLog();
        List<Finding> all = examine();
        assertThat(all).noneMatch(Finding::isAmiss).noneMatch(finding -> finding.severity() == Severity.NOT_CHECKED);
        assertThat(all).extracting(Finding::check).contains("settings", "credentials", "Region", "keys", "files");
        assertThat(all)
                .anySatisfy(finding ->
                        assertThat(finding.what()).contains("this role may write with it and read with it", pii));
        assertThat(all).anySatisfy(finding -> assertThat(finding.what()).contains("as arn:aws:iam::"));
        assertThat(kms.totalCalls()).isEqualTo(1 + 2 * 3 + 2);
        assertThat(kms.calls(Operation.GET_CALLER_IDENTITY)).isEqualTo(1);
        works();
    }

    @Test
    void misspeltSettings_areAllTold() throws IOException {
        job.set("parquet.kms.trusted.key", footer);
        job.set("parquet.encryption.footer.keys", "footer");
        assertThat(amiss(Severity.FAIL)).hasSize(2);
        fails("settings", "Unknown property parquet.kms.trusted.key:", "parquet.kms.trusted.keys");
        fails("settings", "Unknown property parquet.encryption.footer.keys:", "parquet.encryption.footer.key");
        is(Severity.NOT_CHECKED, "settings", "before the settings can be read", "");
        job.unset("parquet.kms.trusted.key");
        job.unset("parquet.encryption.footer.keys");
        works();
    }

    @Test
    void settingThatSparkDrops_isTold() throws IOException {
        spark = Map.of("spark.parquet.kms.encrypted.paths", "/lake");
        fails("settings", "has no effect", "spark.hadoop.parquet.kms.encrypted.paths");
        spark = Map.of("spark.hadoop.parquet.kms.encrypted.paths", "/lake");
        job.set("parquet.kms.encrypted.paths", "/lake");
        works();
    }

    @Test
    void contradiction_isTold() throws IOException {
        job.set("parquet.encryption.uniform.key", "footer");
        fails("settings", "is the key of everything: unset", "As it says");
        job.unset("parquet.encryption.uniform.key");
        works();
    }

    @Test
    void keyWithoutName_isTold() throws IOException {
        job.set("parquet.kms.columns", "private: phone");
        fails("settings", "Unknown key 'private'", "As it says");
        job.set("parquet.kms.key.private", pii);
        works();
    }

    @Test
    void noFactory_wouldBePlaintext() throws IOException {
        job.unset(FACTORY);
        fails("crypto factory", "plaintext without a word", FACTORY + "=" + ParquetKmsCryptoFactory.class.getName());
        job.set(FACTORY, ParquetKmsCryptoFactory.class.getName());
        works();
    }

    @Test
    void anotherFactory_isTold() throws IOException {
        job.set(FACTORY, "org.apache.parquet.crypto.keytools.PropertiesDrivenCryptoFactory");
        fails("crypto factory", "does not ask parquet-kms", "Unset it");
        job.set(FACTORY, ParquetKmsCryptoFactory.class.getName());
        works();
    }

    @Test
    void nothingConfigured_isAWarning() throws IOException {
        job = new Configuration(false);
        endpoint(kms.endpoint());
        job.set("parquet.kms.aws.region", TestKms.REGION);
        is(Severity.WARNING, "crypto factory", "No key, no policy and no encrypted path is set", "parquet.kms.policy");
        assertThat(amiss(Severity.FAIL)).isEmpty();
    }

    @Test
    void rightToWriteIsMissing_hasItsGrant() throws IOException {
        kms.deny(TestKms.ACCESS_KEY_ID, Operation.GENERATE_DATA_KEY, pii);
        fails(
                "keys",
                "parquet.kms.key.pii = " + pii + ": this role may not write",
                "\"Action\": \"kms:GenerateDataKey\"");
        fails("keys", pii, "\"Resource\": \"" + pii + "\"");
        purpose = Purpose.READ;
        assertThat(amiss(Severity.FAIL)).isEmpty();
        is(Severity.NOTE, "keys", "may not write", "kms:GenerateDataKey");
        purpose = Purpose.BOTH;
        kms.caller().permissions().reset();
        works();
    }

    @Test
    void rightToReadIsMissing_hasItsGrant() throws IOException {
        Table.write(job, file("a.parquet"), 3);
        paths = List.of(directory.toString());
        kms.deny(TestKms.ACCESS_KEY_ID, Operation.DECRYPT, pii);
        fails("keys", "this role may not read", "\"Action\": \"kms:Decrypt\"");
        fails("files", "Column 'phone' of 1 of the files", "\"Resource\": \"" + pii + "\"");
        purpose = Purpose.WRITE;
        assertThat(amiss(Severity.FAIL)).isEmpty();
        purpose = Purpose.BOTH;
        kms.caller().permissions().reset();
        works();
    }

    @Test
    void describeDenied_isNoFailure() throws IOException {
        kms.deny(TestKms.ACCESS_KEY_ID, Operation.DESCRIBE_KEY, pii);
        is(Severity.NOTE, "keys", "may not kms:DescribeKey", "no job needs that right");
        works();
    }

    @Test
    void disabledKey_isEnabledByItsRemedy() throws IOException {
        kms.disable(pii);
        fails("keys", "is Disabled: nobody can use it", "aws kms enable-key --key-id " + pii + " --region us-east-1");
        kms.enable(pii);
        works();
    }

    @Test
    void keyPendingDeletion_isRescued() throws IOException {
        kms.scheduleDeletion(footer);
        fails("keys", "is PendingDeletion", "aws kms cancel-key-deletion --key-id " + footer);
        kms.enable(footer);
        works();
    }

    /** It is no failure of this job, but files may name it. */
    @Test
    void unusedKeyIsDisabled_isAWarning() throws IOException {
        String other = kms.createKey();
        job.set("parquet.kms.key.other", other);
        kms.disable(other);
        is(Severity.WARNING, "keys", "No setting writes with it", "enable-key");
        works();
    }

    @Test
    void aliasToNowhere_isTold() throws IOException {
        job.set("parquet.kms.key.pii", "alias/pii");
        job.set("parquet.kms.trusted.keys", "arn:aws:kms:us-east-1:" + TestKms.ACCOUNT + ":*");
        fails("keys", "no such key there", "make that key or alias");
        kms.alias("alias/pii", pii);
        assertThat(examine()).anySatisfy(finding -> assertThat(finding.what()).contains("and leads to " + pii));
        works();
    }

    @Test
    void keyOfAnotherRegion_isTold() throws IOException {
        job.set("parquet.kms.key.pii", pii.substring(pii.lastIndexOf('/') + 1));
        job.set("parquet.kms.aws.region", "eu-west-1");
        job.set("parquet.kms.trusted.keys", "arn:aws:kms:*:" + TestKms.ACCOUNT + ":*");
        fails("keys", "no such key there", "Correct the id, account or Region");
        is(Severity.NOTE, "Region", footer + " is in another Region than this job (eu-west-1)", "multi-Region");
        job.set("parquet.kms.aws.region", TestKms.REGION);
        works();
    }

    @Test
    void kmsOutOfReach_isOneFinding_andKeysAreNotAskedFor() throws IOException {
        kms.stop();
        fails("KMS in us-east-1", "can't be reached", "com.amazonaws.us-east-1.kms");
        assertThat(amiss(Severity.FAIL)).extracting(Finding::check).doesNotContain("keys");
        is(Severity.NOT_CHECKED, "keys", "see above", "");
        kms.restart();
        works();
    }

    @Test
    void stranger_isTold() throws IOException {
        kms.faults(Operation.DESCRIBE_KEY).always(Fault.SERVICE_UNAVAILABLE);
        fails("KMS in us-east-1", "127.0.0.1:" + kms.endpoint().getPort(), "HTTPS_PROXY");
        kms.clearFaults();
        works();
    }

    @Test
    void wrongSecret_isTold_andNotShown() throws IOException {
        signIn(TestKms.ACCESS_KEY_ID, "planted-secret-access-key");
        fails("credentials", "no valid AWS credentials", "parquet.kms.aws.credentials");
        assertThat(examine().toString()).doesNotContain("planted-secret");
        signIn(TestKms.ACCESS_KEY_ID, TestKms.SECRET_ACCESS_KEY);
        works();
    }

    @Test
    void expiredSession_isTold() throws IOException {
        String arn = "arn:aws:iam::" + TestKms.ACCOUNT + ":role/etl";
        kms.role(arn);
        job.set("parquet.kms.aws.credentials", "assume-role:" + arn);
        assertThat(examine())
                .anySatisfy(finding -> assertThat(finding.what())
                        .contains("assume-role:" + arn + " with system properties", "until 20"));
        Caller session = kms.assumedRoles().get(0).session();
        job.unset("parquet.kms.aws.credentials");
        signIn(session.accessKeyId(), session.secretAccessKey());
        System.setProperty("aws.sessionToken", session.sessionToken().orElseThrow());
        session.expire();
        fails("credentials", "Expired", "Renew or correct");
        assertThat(examine().toString()).doesNotContain(session.sessionToken().orElseThrow());
        System.clearProperty("aws.sessionToken");
        signIn(TestKms.ACCESS_KEY_ID, TestKms.SECRET_ACCESS_KEY);
        works();
    }

    @Test
    void noSuchProfile_isTold() throws IOException {
        job.set("parquet.kms.aws.credentials", "profile:nobody-has-this");
        is(Severity.WARNING, "credentials", "There is no profile 'nobody-has-this'", "aws configure list-profiles");
        fails("credentials", "no valid AWS credentials", "docs/aws.md");
        job.unset("parquet.kms.aws.credentials");
        works();
    }

    @Test
    void clockOfAnotherTime_isTold() throws IOException {
        try (OtherClock late = new OtherClock(kms.endpoint(), Duration.ofMinutes(-30))) {
            endpoint(late.endpoint());
            is(Severity.WARNING, "KMS in us-east-1", "minutes ahead of that of KMS", "chronyc makestep");
        }
        endpoint(kms.endpoint());
        assertThat(amiss(Severity.WARNING)).isEmpty();
        works();
    }

    private void policy(String place) throws IOException {
        java.nio.file.Path policy = directory.resolveSibling(directory.getFileName() + "-" + place.length() + ".json");
        Files.writeString(policy, """
                {"version": 1,
                 "keys": {"f": "%s", "p": "%s"},
                 "places": [{"path": "%s", "footerKey": "f", "columns": {"p": ["phone"]}}]}
                """.formatted(footer, pii, place));
        job.set("parquet.kms.policy", policy.toString());
        List.of("parquet.encryption.footer.key", "parquet.kms.columns", "parquet.kms.columns.unmatched")
                .forEach(job::unset);
    }

    @Test
    void policyThatFitsNothing_isTold() throws IOException {
        policy("/elsewhere/**");
        paths = List.of(directory.toString());
        is(Severity.WARNING, "policy", "No place of the policy fits " + directory, "a place whose path is");
        is(Severity.NOTE, "policy", "(/elsewhere/**) fits none of the paths", "correct its path");
        policy(directory.toString());
        assertThat(amiss(Severity.WARNING)).isEmpty();
        works();
    }

    @Test
    void ruleThatFitsNoColumn_isTold() throws IOException {
        Table.write(job, file("a.parquet"), 3);
        paths = List.of(directory.toString());
        job.set("parquet.kms.columns", "pii: fone");
        fails("files", "fits no column", "parquet-kms explain");
        job.set("parquet.kms.columns", "pii: phone");
        works();
    }

    @Test
    void v2Pages_areTold() throws IOException {
        job.set("parquet.writer.version", "v2");
        fails("writing", "V2 pages", "set it to v1");
        job.unset("parquet.writer.version");
        works();
    }

    @Test
    void plaintextWhereItMustNotBe_isTold() throws IOException {
        Table.write(new Configuration(false), file("stranger.parquet"), 3);
        job.set("parquet.kms.encrypted.paths", directory.toString());
        paths = List.of(directory.toString());
        fails("files", "which is not encrypted", "encrypted");
        Files.delete(directory.resolve("stranger.parquet"));
        works();
    }

    @Test
    void untrustedKey_isTold_andReadOnceTrusted() throws IOException {
        Table.write(job, file("a.parquet"), 3);
        String ours = kms.createKey();
        paths = List.of(directory.toString());
        purpose = Purpose.READ;
        List.of("parquet.kms.key.footer", "parquet.kms.key.pii", "parquet.kms.columns", "parquet.kms.columns.unmatched")
                .forEach(job::unset);
        job.set("parquet.encryption.footer.key", ours);
        job.set("parquet.kms.trusted.keys", ours);
        fails("files", "which is not trusted here", "add " + footer + " to parquet.kms.trusted.keys");
        job.set("parquet.kms.trusted.keys", ours + "," + footer + "," + pii);
        assertThat(amiss(Severity.FAIL)).isEmpty();
        assertThat(Table.read(job, file("a.parquet"))).isEqualTo(Table.rows(3));
    }

    @Test
    void fileOfAnotherKind_isTold() throws IOException {
        Files.writeString(directory.resolve("notes.txt"), "this is no Parquet file, but long enough to be one");
        paths = List.of(directory.toString());
        fails("files", "notes.txt", "Take it out of that directory");
        Files.delete(directory.resolve("notes.txt"));
        works();
    }

    @Test
    void nothingThere_dependsOnThePurpose() throws IOException {
        paths = List.of(directory.resolve("later").toString());
        fails("files", "There is nothing at", "--for write");
        purpose = Purpose.WRITE;
        works();
    }

    @Test
    void icebergWhereFilesMustBeEncrypted_isTold() throws IOException {
        Files.createDirectories(directory.resolve("t/metadata"));
        Files.writeString(directory.resolve("t/metadata/v1.metadata.json"), "{}");
        job.set("parquet.kms.encrypted.paths", directory.toString());
        paths = List.of(directory.resolve("t").toString());
        fails("files", "table of ICEBERG", "docs/tables.md");
    }

    @Test
    void weakerAlgorithm_isAWarning() throws IOException {
        job.set("parquet.encryption.algorithm", "AES_GCM_CTR_V1");
        is(Severity.WARNING, "writing", "changed without being noticed", "Unset");
        job.unset("parquet.encryption.algorithm");
        assertThat(amiss(Severity.WARNING)).isEmpty();
        works();
    }

    /** Whatever secret a setting or the environment holds, no finding shows it. */
    @Test
    void secrets_areNeverShown() throws IOException {
        String planted = "planted-7f3a9b";
        List<Consumer<String>> places = List.of(
                value -> job.set("parquet.encryption.key.access.token", value),
                value -> job.set("fs.s3a.secret.key", value),
                value -> job.set("parquet.kms.aws.assumed.role.external.id", value),
                value -> job.set("parquet.kms.aws.endpoint", "https://me:" + value + "@kms.example.com"),
                value -> System.setProperty("aws.sessionToken", value));
        for (Consumer<String> place : places) {
            place.accept(planted);
            assertThat(examine().toString()).doesNotContain(planted);
        }
    }
}
