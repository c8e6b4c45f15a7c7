package io.parquetkms.kms.aws;

import io.parquetkms.config.TestSettings;
import io.parquetkms.kms.EncryptionContext;
import io.parquetkms.kms.KmsByName;
import java.util.Arrays;
import org.apache.parquet.crypto.ParquetCryptoRuntimeException;

/** A whole process: makes one data key, with what credentials its environment has. What fails, it prints to {@code System.err}. */
final class OneDataKey {

    private OneDataKey() {}

    /**
     * Makes the key.
     *
     * @param args the KMS key, then names and values of properties
     */
    public static void main(String[] args) {
        String[] properties = Arrays.copyOfRange(args, 1, args.length);
        try (KmsByName service = new KmsByName(new AwsKms(AwsOptions.read(TestSettings.values(properties))))) {
            service.generateDataKey(args[0], 128, EncryptionContext.NONE);
        } catch (ParquetCryptoRuntimeException e) {
            System.err.print(e.getMessage());
            System.exit(1);
        }
    }
}
