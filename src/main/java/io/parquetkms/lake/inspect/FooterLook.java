package io.parquetkms.lake.inspect;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnCryptoMetaData;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.RowGroup;
import org.jspecify.annotations.Nullable;

/** Goes through the columns of one footer. */
final class FooterLook {

    private static final int SHOWN_OF_WRITER = 200;

    private final @Nullable NamedKey footerKey;
    private final long fileLength;
    private final Function<byte[], NamedKey> reader;
    private final Map<ByteBuffer, NamedKey> keys = new HashMap<>();
    private final Map<List<String>, ColumnInspection> columns = new LinkedHashMap<>();
    private ByteShares shares = ByteShares.NONE;

    /**
     * Of a file.
     *
     * @param footerKey null of a plaintext file
     * @param fileLength no column has more bytes, whatever the footer says
     * @param reader of key metadata
     */
    FooterLook(@Nullable NamedKey footerKey, long fileLength, Function<byte[], NamedKey> reader) {
        this.footerKey = footerKey;
        this.fileLength = fileLength;
        this.reader = reader;
    }

    FooterContents at(FileMetaData footer) {
        for (RowGroup rowGroup : footer.getRow_groups()) {
            look(rowGroup);
        }
        String writer = footer.getCreated_by() == null ? "" : footer.getCreated_by();
        return new FooterContents(
                footer.getNum_rows(),
                writer.length() <= SHOWN_OF_WRITER ? writer : writer.substring(0, SHOWN_OF_WRITER) + "…",
                new ArrayList<>(columns.values()),
                shares);
    }

    /** What a column with a key of its own takes stands in what that key decrypts; of all such together it is the rest. */
    private void look(RowGroup rowGroup) {
        long known = 0;
        boolean hidden = false;
        for (ColumnChunk chunk : rowGroup.getColumns()) {
            ColumnInspection column = column(chunk);
            columns.merge(path(chunk), column, FooterLook::both);
            shares = shares.plus(share(column.protection(), column.bytes()));
            known += column.bytes();
            hidden |= !chunk.isSetMeta_data();
        }
        if (hidden) {
            shares = shares.plus(share(Protection.COLUMN_KEY, within(rowGroup.getTotal_compressed_size() - known)));
        }
    }

    private long within(long claimed) {
        return Math.max(0, Math.min(fileLength, claimed));
    }

    private ByteShares share(Protection protection, long bytes) {
        return switch (protection) {
            case COLUMN_KEY -> new ByteShares(bytes, 0, 0, 0, 0);
            case FOOTER_KEY -> new ByteShares(0, bytes, 0, 0, 0);
            case PLAINTEXT ->
                footerKey == null ? ByteShares.ofPlaintextFile(bytes) : new ByteShares(0, 0, bytes, 0, 0);
        };
    }

    private ColumnInspection column(ColumnChunk chunk) {
        long bytes = chunk.isSetMeta_data() ? within(chunk.getMeta_data().getTotal_compressed_size()) : 0;
        ColumnCryptoMetaData crypto = chunk.getCrypto_metadata();
        String name = String.join(".", path(chunk));
        if (crypto == null || footerKey == null) {
            return new ColumnInspection(name, Protection.PLAINTEXT, NamedKey.UNKNOWN, bytes);
        }
        return crypto.isSetENCRYPTION_WITH_COLUMN_KEY()
                ? new ColumnInspection(name, Protection.COLUMN_KEY, key(crypto), bytes)
                : new ColumnInspection(name, Protection.FOOTER_KEY, footerKey, bytes);
    }

    private NamedKey key(ColumnCryptoMetaData crypto) {
        byte[] metadata = crypto.getENCRYPTION_WITH_COLUMN_KEY().getKey_metadata();
        return metadata == null
                ? NamedKey.UNKNOWN
                : keys.computeIfAbsent(ByteBuffer.wrap(metadata), read -> reader.apply(metadata));
    }

    private static List<String> path(ColumnChunk chunk) {
        ColumnCryptoMetaData crypto = chunk.getCrypto_metadata();
        return crypto != null && crypto.isSetENCRYPTION_WITH_COLUMN_KEY()
                ? crypto.getENCRYPTION_WITH_COLUMN_KEY().getPath_in_schema()
                : chunk.getMeta_data().getPath_in_schema();
    }

    private static ColumnInspection both(ColumnInspection first, ColumnInspection more) {
        ColumnInspection weaker = first.protection().compareTo(more.protection()) >= 0 ? first : more;
        return new ColumnInspection(
                first.name(), weaker.protection(), weaker.key(), first.bytes() + more.bytes());
    }
}
