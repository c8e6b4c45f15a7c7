package io.parquetkms.footer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.hadoop.metadata.ColumnPath;
import org.jspecify.annotations.Nullable;

/** A file's footer, decrypted or in plaintext. Not for several threads at once. */
public final class Footer {

    /** {@code FileMetaData.row_groups.columns.crypto_metadata.ENCRYPTION_WITH_COLUMN_KEY.key_metadata}. */
    private static final int[] COLUMN_KEY_METADATA = {4, 1, 8, 2, 2};

    private final FileTail tail;
    private final byte[] thrift;
    private final @Nullable FooterCipher cipher;
    private final Binaries columnKeyMetadata;
    private @Nullable FileMetaData metadata;

    /**
     * Of a tail.
     *
     * @param cipher null: nothing is known of the footer's key
     */
    Footer(FileTail tail, byte[] thrift, @Nullable FooterCipher cipher) throws MalformedFooterException {
        this.tail = tail;
        this.thrift = thrift;
        this.cipher = cipher;
        this.columnKeyMetadata = Binaries.find(thrift, COLUMN_KEY_METADATA);
    }

    /** As Parquet's classes have it, to look at: what this version of Parquet doesn't know is not there. */
    public FileMetaData metadata() throws MalformedFooterException {
        if (metadata == null) {
            metadata = Parsed.metadata(thrift, false);
        }
        return metadata;
    }

    /**
     * Each column's key, in the order of the row groups. A file without rows may have no row group, and says nothing about its
     * columns.
     *
     * @throws MalformedFooterException if a column has another key in another row group
     */
    public Map<ColumnPath, ColumnKey> columns() throws MalformedFooterException {
        Map<ColumnPath, ColumnKey> columns = new LinkedHashMap<>();
        for (RowGroup group : metadata().getRow_groups()) {
            for (ColumnChunk chunk : group.getColumns()) {
                ColumnKey key = ColumnKey.of(chunk.getCrypto_metadata());
                ColumnKey before = columns.putIfAbsent(path(chunk), key);
                if (before != null && !before.sameAs(key)) {
                    throw new MalformedFooterException(
                            "column " + path(chunk).toDotString() + " has different keys in different row groups",
                            null);
                }
            }
        }
        return columns;
    }

    /** The metadata of a column under its own key is encrypted, too. */
    private static ColumnPath path(ColumnChunk chunk) throws MalformedFooterException {
        if (chunk.isSetMeta_data()) {
            return path(chunk.getMeta_data().getPath_in_schema());
        }
        if (chunk.isSetCrypto_metadata() && chunk.getCrypto_metadata().isSetENCRYPTION_WITH_COLUMN_KEY()) {
            return path(
                    chunk.getCrypto_metadata().getENCRYPTION_WITH_COLUMN_KEY().getPath_in_schema());
        }
        throw new MalformedFooterException("a column has no path", null);
    }

    private static ColumnPath path(List<String> names) {
        return ColumnPath.get(names.toArray(new String[0]));
    }

    /**
     * The file's tail with other key metadata. All else stays byte for byte, also fields that this version of Parquet doesn't know; the
     * footer is encrypted or signed anew, with a new nonce. The tail has another length if key metadata has.
     *
     * @param columnKeyMetadata called for each column with its own key, once in each row group, with what stands there; returns what
     *     shall stand there
     * @param footerKeyMetadata of the footer's key; null: as it is
     * @throws MalformedFooterException if the footer's key metadata shall change and there is none
     * @throws IllegalStateException if the footer was opened without its key
     */
    public FileTail with(UnaryOperator<byte[]> columnKeyMetadata, byte @Nullable [] footerKeyMetadata)
            throws MalformedFooterException {
        if (cipher == null) {
            throw new IllegalStateException("The footer was opened without its key: it can't be encrypted or signed");
        }
        return tail.with(this.columnKeyMetadata.replaced(columnKeyMetadata), footerKeyMetadata, cipher);
    }
}
