package io.parquetkms.lake.doctor;

import io.parquetkms.config.EncryptionOptions;
import io.parquetkms.config.KmsProperties;
import io.parquetkms.config.ParquetProperties;
import io.parquetkms.process.KeyAccess;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.crypto.ParquetCipher;

/** What writers are set to that weakens encryption, or has a write refused. */
final class WritingCheck {

    private static final String WRITER_VERSION = "parquet.writer.version";

    private WritingCheck() {}

    static List<Finding> examine(Job job) {
        KeyAccess access = job.access();
        EncryptionOptions options = access.settings().encryption();
        List<Finding> found = new ArrayList<>();
        if (options != null && options.algorithm() == ParquetCipher.AES_GCM_CTR_V1) {
            found.add(Finding.warning(
                    ParquetProperties.ALGORITHM + "=AES_GCM_CTR_V1: pages can be changed without being noticed",
                    "Unset " + ParquetProperties.ALGORITHM));
        }
        if (options != null && options.plaintextFooter()) {
            found.add(Finding.note(
                    ParquetProperties.PLAINTEXT_FOOTER
                            + "=true: schema, row counts, keys' names and the statistics of plaintext"
                            + " columns can be read by everyone",
                    "Unset it, unless old readers need it"));
        }
        boolean v2 = job.configuration()
                .getTrimmed(WRITER_VERSION, "")
                .toLowerCase(java.util.Locale.ROOT)
                .contains("2");
        boolean encrypts = options != null || access.rules().policy() != null;
        if (v2 && encrypts && !access.settings().values().flag(KmsProperties.PLAINTEXT_LEVELS)) {
            found.add(Finding.fail(
                    WRITER_VERSION
                            + " asks for V2 pages: a write with encrypted columns that are nullable, repeated or nested is"
                            + " refused",
                    "Unset " + WRITER_VERSION + ", or set it to v1"));
        }
        return found;
    }
}
