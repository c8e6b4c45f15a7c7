package io.parquetkms.lake.rotate;

import io.parquetkms.kms.EncryptionContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.parquet.HadoopReadOptions;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.crypto.FileDecryptionProperties;
import org.apache.parquet.crypto.KeyAccessDeniedException;
import org.apache.parquet.crypto.ParquetCryptoRuntimeException;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/**
 * Reads a page of each column that this role may read, as a reader does who has only the new KMS key. A column whose key is denied is
 * passed over: who rotates need not read everything.
 */
final class PageSample {

    private final FooterWork.Here here;
    private final EncryptionContext context;

    /**
     * Of one file.
     *
     * @param context that its keys are bound to, now that they have moved
     */
    PageSample(FooterWork.Here here, EncryptionContext context) {
        this.here = here;
        this.context = context;
    }

    void read(InputFile file) throws IOException {
        FileDecryptionProperties decryption =
                FileDecryptionProperties.builder().withKeyRetriever(this::dek).build();
        ParquetReadOptions options = HadoopReadOptions.builder(here.configuration())
                .withDecryption(decryption)
                .build();
        try (ParquetFileReader reader = ParquetFileReader.open(file, options)) {
            MessageType schema = reader.getFileMetaData().getSchema();
            if (!reader.getRowGroups().isEmpty()) {
                for (Type column : schema.getFields()) {
                    read(reader, new MessageType(schema.getName(), column));
                }
            }
        }
    }

    private byte[] dek(byte[] keyMetadata) {
        try {
            return here.keys().dek(HeldKey.read(keyMetadata), context);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void read(ParquetFileReader reader, MessageType column) throws IOException {
        try {
            reader.setRequestedSchema(column);
            PageReadStore pages = reader.readRowGroup(0);
            for (ColumnDescriptor leaf : column.getColumns()) {
                pages.getPageReader(leaf).readPage();
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (ParquetCryptoRuntimeException e) {
            if (!isDenial(e)) {
                throw e;
            }
        }
    }

    private static boolean isDenial(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof KeyAccessDeniedException) {
                return true;
            }
        }
        return false;
    }
}
