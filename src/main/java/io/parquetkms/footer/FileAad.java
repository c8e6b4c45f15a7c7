package io.parquetkms.footer;

import java.util.Arrays;
import org.apache.parquet.crypto.ParquetCryptoRuntimeException;
import org.apache.parquet.format.AesGcmCtrV1;
import org.apache.parquet.format.AesGcmV1;
import org.apache.parquet.format.EncryptionAlgorithm;
import org.jspecify.annotations.Nullable;

/** The additional authenticated data that a file's modules share. */
final class FileAad {

    private final byte @Nullable [] storedPrefix;
    private final boolean mustBeSupplied;
    private final byte @Nullable [] fileUnique;

    /**
     * As the file has it.
     *
     * @param storedPrefix the AAD prefix, as it stands in the file; null: it doesn't
     * @param mustBeSupplied whether there is a prefix that doesn't
     * @param fileUnique random bytes
     */
    private FileAad(byte @Nullable [] storedPrefix, boolean mustBeSupplied, byte @Nullable [] fileUnique) {
        this.storedPrefix = storedPrefix;
        this.mustBeSupplied = mustBeSupplied;
        this.fileUnique = fileUnique;
    }

    static FileAad of(EncryptionAlgorithm algorithm) throws MalformedFooterException {
        if (algorithm.isSetAES_GCM_V1()) {
            AesGcmV1 gcm = algorithm.getAES_GCM_V1();
            return new FileAad(gcm.getAad_prefix(), gcm.isSupply_aad_prefix(), gcm.getAad_file_unique());
        }
        if (algorithm.isSetAES_GCM_CTR_V1()) {
            AesGcmCtrV1 ctr = algorithm.getAES_GCM_CTR_V1();
            return new FileAad(ctr.getAad_prefix(), ctr.isSupply_aad_prefix(), ctr.getAad_file_unique());
        }
        throw new MalformedFooterException("its encryption algorithm is unknown", null);
    }

    /**
     * The prefix and the file's own part.
     *
     * @param supplied the prefix that the caller knows of; null: none
     */
    byte[] with(byte @Nullable [] supplied) throws MalformedFooterException {
        if (fileUnique == null) {
            throw new MalformedFooterException("it has no aad_file_unique", null);
        }
        byte[] prefix = prefix(supplied);
        byte[] aad = Arrays.copyOf(prefix, prefix.length + fileUnique.length);
        System.arraycopy(fileUnique, 0, aad, prefix.length, fileUnique.length);
        return aad;
    }

    private byte[] prefix(byte @Nullable [] supplied) {
        if (supplied == null) {
            if (mustBeSupplied) {
                throw new ParquetCryptoRuntimeException(
                        "The file's AAD prefix is not stored in it: it must be supplied to open the footer");
            }
            return storedPrefix == null ? new byte[0] : storedPrefix;
        }
        if (storedPrefix == null && !mustBeSupplied) {
            throw new ParquetCryptoRuntimeException("An AAD prefix is supplied, and the file was written without one");
        }
        if (storedPrefix != null && !Arrays.equals(storedPrefix, supplied)) {
            throw new ParquetCryptoRuntimeException(
                    "The AAD prefix that is stored in the file is not the supplied one");
        }
        return supplied;
    }
}
