package io.parquetkms.config;

import java.util.List;

/**
 * The properties of parquet-java's own encryption, with parquet-java's names and meaning.
 *
 * <p>Source: {@code PropertiesDrivenCryptoFactory} and {@code KeyToolkit} of parquet-hadoop 1.13.1 to 1.18.1.
 */
public final class ParquetProperties {

    public static final Property FACTORY_CLASS = new Property(
            "parquet.crypto.factory.class",
            "",
            "`io.parquetkms.parquet.ParquetKmsCryptoFactory` turns this library on; without it Parquet writes plaintext.",
            Pinning.FREE);

    public static final Property KMS_CLIENT_CLASS = new Property(
            "parquet.encryption.kms.client.class",
            "",
            "`io.parquetkms.parquet.ParquetKmsClient`, for engines that bring a crypto factory of their own. It reads the properties"
                    + " of the provider, keys, trust and encryption context; all others here are that factory's.",
            Pinning.FREE);

    public static final Property COLUMN_KEYS = new Property(
            "parquet.encryption.column.keys",
            "",
            "Which columns are encrypted under which key: `key:column,column;key:column`. Columns are exact leaf paths, or variants;"
                    + " a key is a name (`parquet.kms.key.<name>`), a key id, an alias or an ARN. Double quotes keep"
                    + " `. , : ;` of a column's name together.",
            Pinning.REPLACEABLE);

    public static final Property FOOTER_KEY = new Property(
            "parquet.encryption.footer.key",
            "",
            "The key of the footer; needed with `column.keys`.",
            Pinning.REPLACEABLE);

    public static final Property UNIFORM_KEY = new Property(
            "parquet.encryption.uniform.key",
            "",
            "One key for the footer and every column, instead of `footer.key` and `column.keys`.",
            Pinning.REPLACEABLE);

    public static final Property COMPLETE_COLUMNS = new Property(
            "parquet.encryption.complete.columns",
            "false",
            "Encrypts every column that `column.keys` leaves out with the footer's key. Works on every Parquet version:"
                    + " Parquet 1.13 itself would skip it without a word.",
            Pinning.tightens("false", "true"));

    public static final Property ALGORITHM = new Property(
            "parquet.encryption.algorithm",
            "AES_GCM_V1",
            "`AES_GCM_V1`, or `AES_GCM_CTR_V1` (pages without authentication).",
            Pinning.tightens("AES_GCM_CTR_V1", "AES_GCM_V1"));

    public static final Property PLAINTEXT_FOOTER = new Property(
            "parquet.encryption.plaintext.footer",
            "false",
            "Leaves the footer readable for old readers; it is signed with the footer's key.",
            Pinning.tightens("true", "false"));

    public static final Property DEK_BITS = new Property(
            "parquet.encryption.data.key.length.bits",
            "128",
            "Length of the data keys: 128, 192 or 256 bits.",
            Pinning.tightens("128", "192", "256"));

    public static final Property KEK_BITS = new Property(
            "parquet.encryption.kek.length.bits",
            "128",
            "Length of the key encryption keys: 128, 192 or 256 bits, and not less than the data keys'. Where it is not set, as long as those.",
            Pinning.tightens("128", "192", "256"));

    public static final Property DOUBLE_WRAPPING = new Property(
            "parquet.encryption.double.wrapping",
            "true",
            "Only `true`: single wrapping is not supported yet (by this library's factory; parquet-java's may set it).",
            Pinning.tightens("false", "true"));

    public static final Property INTERNAL_KEY_MATERIAL = new Property(
            "parquet.encryption.key.material.store.internally",
            "true",
            "Only `true`: external key material is not supported yet (by this library's factory; parquet-java's may set it).",
            Pinning.tightens("false", "true"));

    public static final Property CACHE_LIFETIME = new Property(
            "parquet.encryption.cache.lifetime.seconds",
            "600",
            "Of parquet-java's own caches. This library's factory does not use it: see `parquet.kms.kek.max.age`.",
            Pinning.FREE);

    public static final Property KMS_INSTANCE_ID = new Property(
            "parquet.encryption.kms.instance.id",
            "DEFAULT",
            "Written into the files for other readers; never chooses where a request goes.",
            Pinning.FREE);

    public static final Property KMS_INSTANCE_URL = new Property(
            "parquet.encryption.kms.instance.url",
            "DEFAULT",
            "Not used, and refused by this library's factory when set: the endpoint is `parquet.kms.aws.endpoint`.",
            Pinning.FREE);

    public static final Property KMS_ENABLE_URL_READ = new Property(
            "parquet.encryption.kms.enable.url.read",
            "false",
            "Of parquet-java 1.18.1; no effect here: a URL in a file is never used.",
            Pinning.FREE);

    public static final Property ACCESS_TOKEN = new Property(
            "parquet.encryption.key.access.token",
            "DEFAULT",
            "Tells users of one JVM apart: keys fetched under one token are never used under another.",
            Pinning.FREE);

    /** Not of encryption, but the one way past it. */
    static final Property SUMMARY_LEVEL = new Property(
            "parquet.summary.metadata.level", "NONE", "Whether to write `_metadata`; refused with encryption.");

    /** The older name. */
    static final Property ENABLE_SUMMARY = new Property(
            "parquet.enable.summary-metadata", "false", "Whether to write `_metadata`; refused with encryption.");

    /** Not of encryption, but it decides which pages are written, and so what of a column is encrypted. */
    static final Property WRITER_VERSION = new Property(
            "parquet.writer.version", "v1", "`v2` writes pages of which parquet-java encrypts a part only.");

    /** All of them, in the order of their table. */
    public static final List<Property> ALL = List.of(
            FACTORY_CLASS,
            KMS_CLIENT_CLASS,
            FOOTER_KEY,
            COLUMN_KEYS,
            UNIFORM_KEY,
            COMPLETE_COLUMNS,
            PLAINTEXT_FOOTER,
            ALGORITHM,
            DEK_BITS,
            KEK_BITS,
            DOUBLE_WRAPPING,
            INTERNAL_KEY_MATERIAL,
            CACHE_LIFETIME,
            KMS_INSTANCE_ID,
            KMS_INSTANCE_URL,
            KMS_ENABLE_URL_READ,
            ACCESS_TOKEN);

    private ParquetProperties() {}
}
