package io.parquetkms.config;

import java.util.List;

/** The library's own properties. All begin with {@value #PREFIX} and are lower case. */
public final class KmsProperties {

    /** What every property of the library begins with. */
    public static final String PREFIX = "parquet.kms.";

    public static final Property PROVIDER = new Property(
            "parquet.kms.provider",
            "aws",
            "Where the KMS keys live: `aws`, `keystore` (a local Hadoop keystore), or another provider whose jar is there.");

    public static final Property KEY = new Property(
            "parquet.kms.key.",
            "",
            "`parquet.kms.key.<name>` names a KMS key for the column lists: a key ARN (best), alias ARN, `alias/…` or"
                    + " key id; with `keystore`, the key's name there.",
            Pinning.ONCE);

    public static final Property TRUSTED_KEYS = new Property(
            "parquet.kms.trusted.keys",
            "",
            "Keys that a file may name when it is read: names of `parquet.kms.key.<name>`, or ARNs in which `*` stands for"
                    + " anything, separated by commas. Default: the accounts and Regions of the configured keys.",
            Pinning.REPLACEABLE);

    public static final Property ENCRYPTED_PATHS = new Property(
            "parquet.kms.encrypted.paths",
            "",
            "Where Parquet files must be encrypted, on write and on read: URIs, absolute paths or globs of them, separated by"
                    + " commas, or `*` for everywhere. See [below](#encrypted-paths).",
            Pinning.EXTENSIBLE);

    public static final Property POLICY = new Property(
            "parquet.kms.policy",
            "",
            "A JSON file, on any Hadoop file system or as `classpath:…`, that says for places of the lake which columns are"
                    + " encrypted under which keys. See [policy.md](policy.md).");

    public static final Property COLUMNS = new Property(
            "parquet.kms.columns",
            "",
            "Which columns are encrypted under which key, by rules: `pii: *.ssn, email, address.**; !pii: address.country`. See"
                    + " [rules.md](rules.md).",
            Pinning.REPLACEABLE);

    public static final Property COLUMNS_MISSING = new Property(
            "parquet.kms.columns.missing",
            "fail",
            "What happens where a rule of `parquet.kms.columns` fits no column of a file: `fail` or `ignore`.",
            Pinning.REPLACEABLE);

    public static final Property COLUMNS_UNMATCHED = new Property(
            "parquet.kms.columns.unmatched",
            "",
            "What becomes of a column that no rule, list or tag names: `plaintext`, `footer` (encrypted with the footer's key)"
                    + " or `fail`. Default: `footer` under `encrypted.paths`, elsewhere `plaintext`. With `plaintext` set,"
                    + " plaintext columns are read under `encrypted.paths`, too.",
            Pinning.tightens("plaintext", "footer", "fail"));

    public static final Property PLAINTEXT_LEVELS = new Property(
            "parquet.kms.plaintext.levels",
            "false",
            "Accepts V2 data pages (`parquet.writer.version=v2`) of nullable, repeated and nested encrypted columns, although"
                    + " Parquet leaves their levels (which rows are null, how lists are cut) in plaintext and unauthenticated.",
            Pinning.tightens("true", "false"));

    public static final Property ENCRYPTION_CONTEXT = new Property(
            "parquet.kms.encryption.context",
            "",
            "`k=v,k2=v2`, bound to every key and shown in CloudTrail; readers must set the same. Readers with stock key"
                    + " tools can't.",
            Pinning.PAIRS);

    public static final Property KEK_MAX_AGE = new Property(
            "parquet.kms.kek.max.age",
            "24h",
            "How long a key encryption key is used after KMS gave it, to write or to read; then KMS is asked again.");

    public static final Property KEK_GRACE = new Property(
            "parquet.kms.kek.grace",
            "1h",
            "How much longer while KMS is unreachable or throttling (never after a denial). `0s`: not at all.");

    public static final Property KEK_MAX_DEKS = new Property(
            "parquet.kms.kek.max.deks",
            "16777216",
            "How many data keys one key encryption key wraps before a new one is made (at most 2^32, NIST SP 800-38D).");

    public static final Property CACHE_MAX_KEKS = new Property(
            "parquet.kms.cache.max.keks",
            "50000",
            "How many key encryption keys a JVM keeps in memory for reading, and as many for writing; 2.5 KB of heap each.");

    public static final Property DENIED_TTL = new Property(
            "parquet.kms.denied.ttl",
            "30s",
            "How long a denial is remembered, so that a denied job doesn't ask KMS once a file. `0s`: not at all.");

    public static final Property SPARK_BROKER = new Property(
            "parquet.kms.spark.broker",
            "auto",
            "How Spark's executors get keys: `keys` (from the driver; the RPC channel must be encrypted and authenticated),"
                    + " `wrapped` (the driver hands out wrapped keys, executors ask KMS to unwrap them), `off` (each from KMS)"
                    + " or `auto`: `keys` where the channel allows it and its secret is the application's own (not on `spark://`),"
                    + " else `wrapped`.");

    public static final Property SPARK_BROKER_TIMEOUT = new Property(
            "parquet.kms.spark.broker.timeout",
            "10s",
            "How long an executor waits for a sign of life from the driver before it asks KMS itself.");

    public static final Property SPARK_PREFLIGHT = new Property(
            "parquet.kms.spark.preflight",
            "config",
            "What is checked when a Spark application starts: `config` (the settings), `kms` (each named key too, by"
                    + " DescribeKey and dry runs) or `off`.");

    public static final Property CRYPTO_PROVIDER = new Property(
            "parquet.kms.crypto.provider",
            "auto",
            "Who encrypts pages: `accp` (Amazon Corretto Crypto Provider, whose jar must be there), `jdk`, or `auto`: `accp`"
                    + " where its jar is there and works. See [aes.md](aes.md).");

    public static final Property CRYPTO_WARMUP = new Property(
            "parquet.kms.crypto.warmup",
            "true",
            "Has the JDK's AES-GCM compiled while the first encrypted file is written or read, where `accp` isn't used.");

    /** All of them, in the order of their table. */
    public static final List<Property> ALL = List.of(
            PROVIDER,
            KEY,
            TRUSTED_KEYS,
            POLICY,
            ENCRYPTED_PATHS,
            COLUMNS,
            COLUMNS_MISSING,
            COLUMNS_UNMATCHED,
            PLAINTEXT_LEVELS,
            ENCRYPTION_CONTEXT,
            KEK_MAX_AGE,
            KEK_GRACE,
            KEK_MAX_DEKS,
            CACHE_MAX_KEKS,
            DENIED_TTL,
            SPARK_BROKER,
            SPARK_BROKER_TIMEOUT,
            SPARK_PREFLIGHT,
            CRYPTO_PROVIDER,
            CRYPTO_WARMUP);

    /** Planned names: known, so that they are refused with the right words. */
    static final List<String> NOT_YET = List.of("parquet.kms.dataset");

    private KmsProperties() {}
}
