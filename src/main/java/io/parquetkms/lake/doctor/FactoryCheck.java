package io.parquetkms.lake.doctor;

import io.parquetkms.config.KmsProperties;
import io.parquetkms.config.ParquetProperties;
import io.parquetkms.parquet.ParquetKmsClient;
import io.parquetkms.parquet.ParquetKmsCryptoFactory;
import io.parquetkms.process.KeyAccess;
import java.util.List;

/** Whether Parquet would ask this library at all. Keys without a crypto factory mean plaintext without a word. */
final class FactoryCheck {

    private static final String SET = "spark.plugins=io.parquetkms.spark.ParquetKmsPlugin with Spark; else "
            + ParquetProperties.FACTORY_CLASS + "=" + ParquetKmsCryptoFactory.class.getName();

    private FactoryCheck() {}

    static List<Finding> examine(Job job) {
        KeyAccess access = job.access();
        String factory = job.configuration().getTrimmed(ParquetProperties.FACTORY_CLASS.name(), "");
        boolean keys = !access.settings().encryptionKeys().isEmpty()
                || !access.settings().keys().isEmpty();
        boolean anything = keys || access.rules().requireAny() || access.rules().policy() != null;
        if (!anything) {
            return List.of(nothing(factory));
        } else if (factory.equals(ParquetKmsCryptoFactory.class.getName())) {
            return List.of(Finding.ok("Parquet asks parquet-kms"));
        } else if (factory.isEmpty()) {
            return List.of(Finding.fail(
                    "Keys, a policy or encrypted paths are set, but no crypto factory: Parquet would write plaintext without a word, and"
                            + " read nothing that is encrypted",
                    SET));
        }
        return List.of(another(job, access, factory));
    }

    private static Finding nothing(String factory) {
        return Finding.warning(
                "No key, no policy and no encrypted path is set: files are written in plaintext"
                        + (factory.isEmpty() ? ", and encrypted ones can't be read" : ""),
                ParquetProperties.FOOTER_KEY + " and " + KmsProperties.COLUMNS + ", or " + KmsProperties.POLICY + "; "
                        + SET);
    }

    private static Finding another(Job job, KeyAccess access, String factory) {
        if (access.rules().requireAny()) {
            return Finding.fail(
                    ParquetProperties.FACTORY_CLASS + " is " + factory + ", which doesn't refuse plaintext where "
                            + access.rules().whoRequires() + " says that files must be encrypted",
                    "Unset " + ParquetProperties.FACTORY_CLASS + ", or that");
        }
        boolean ourClient = job.configuration()
                .getTrimmed(ParquetProperties.KMS_CLIENT_CLASS.name(), "")
                .equals(ParquetKmsClient.class.getName());
        return ourClient
                ? Finding.note(
                        ParquetProperties.FACTORY_CLASS + " is " + factory
                                + ", with parquet-kms's client: keys are not shared by executors, and nothing is refused",
                        SET)
                : Finding.fail(
                        ParquetProperties.FACTORY_CLASS + " is " + factory + ", which does not ask parquet-kms",
                        "Unset it, or " + ParquetProperties.KMS_CLIENT_CLASS + "=" + ParquetKmsClient.class.getName());
    }
}
