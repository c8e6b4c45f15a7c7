package io.parquetkms.lake.rotate;

import io.parquetkms.footer.ColumnKey;
import io.parquetkms.footer.FileTail;
import io.parquetkms.footer.Footer;
import io.parquetkms.lake.replace.Verification;
import java.io.IOException;
import java.util.Arrays;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.io.InputFile;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a file with its new footer before it takes the old one's place: it opens with the same data key, says the same of every page,
 * and holds the keys that it should.
 */
final class NewFooterCheck implements Verification {

    private static final byte[] NO_KEY = new byte[0];

    private final FileFooter before;
    private final FileTail expected;
    private final KeyMove move;
    private final @Nullable PageSample pages;

    /**
     * Of one file.
     *
     * @param expected its new end
     * @param pages read, too; null: are not
     */
    NewFooterCheck(FileFooter before, FileTail expected, KeyMove move, @Nullable PageSample pages) {
        this.before = before;
        this.expected = expected;
        this.move = move;
        this.pages = pages;
    }

    @Override
    public void check(InputFile candidate) throws IOException {
        FileTail found = FileTail.read(candidate);
        require(
                found.start() == before.tail().start() && Arrays.equals(found.bytes(), expected.bytes()),
                "its end is not what was written");
        checkKey(found.footerKeyMetadata(), before.footerKeyMoves());
        Footer opened = before.footer();
        if (opened != null) {
            Footer footer = before.dek() == null ? found.openUnverified() : found.open(before.dek(), null);
            require(
                    withoutKeys(footer.metadata()).equals(withoutKeys(opened.metadata())),
                    "its footer says something else of its pages than the old one");
            checkColumns(opened, footer);
        }
        if (pages != null) {
            pages.read(candidate);
        }
    }

    private void checkColumns(Footer old, Footer changed) throws IOException {
        for (var column : changed.columns().entrySet()) {
            ColumnKey key = column.getValue();
            if (key.kind() == ColumnKey.Kind.OWN) {
                ColumnKey was = old.columns().get(column.getKey());
                checkKey(key.keyMetadata(), was != null && before.moves(was.keyMetadata()));
            }
        }
    }

    private void checkKey(byte @Nullable [] keyMetadata, boolean moved) throws IOException {
        if (moved) {
            require(HeldKey.read(keyMetadata).kmsKey().equals(move.to()), "a key of it is not under the new KMS key");
        }
    }

    private static FileMetaData withoutKeys(FileMetaData metadata) {
        FileMetaData copy = new FileMetaData(metadata);
        copy.unsetFooter_signing_key_metadata();
        for (RowGroup group : copy.getRow_groups()) {
            for (ColumnChunk chunk : group.getColumns()) {
                if (chunk.isSetCrypto_metadata() && chunk.getCrypto_metadata().isSetENCRYPTION_WITH_COLUMN_KEY()) {
                    chunk.getCrypto_metadata().getENCRYPTION_WITH_COLUMN_KEY().setKey_metadata(NO_KEY);
                }
            }
        }
        return copy;
    }

    private static void require(boolean right, String otherwise) throws IOException {
        if (!right) {
            throw new IOException("The new footer is not right: " + otherwise + ". The old one stays");
        }
    }
}
