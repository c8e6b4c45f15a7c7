package io.parquetkms.lake.rotate;

import io.parquetkms.footer.ColumnKey;
import io.parquetkms.footer.FileTail;
import io.parquetkms.footer.Footer;
import io.parquetkms.kms.EncryptionContext;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.io.InputFile;
import org.jspecify.annotations.Nullable;

/**
 * A file's footer, opened only as far as it has to be, and those of its keys that move. Of an encrypted footer, its own key stands before
 * it in plaintext, and columns' keys in it; a plaintext footer shows all of them, and needs its key to be signed anew. For one thread.
 */
final class FileFooter {

    private final KeyMove move;
    private final FileTail tail;
    private final HeldKey footerKey;
    private final boolean footerKeyMoves;
    private final EncryptionContext context;
    private final Map<ByteBuffer, HeldKey> movingColumnKeys;

    /** Null: it was not opened. */
    private final @Nullable Footer footer;

    private final byte @Nullable [] dek;
    private final boolean footerKeyIsAColumns;

    private FileFooter(
            KeyMove move,
            FileTail tail,
            HeldKey footerKey,
            boolean footerKeyMoves,
            EncryptionContext context,
            Map<ByteBuffer, HeldKey> movingColumnKeys,
            @Nullable Footer footer,
            byte @Nullable [] dek,
            boolean footerKeyIsAColumns) {
        this.move = move;
        this.tail = tail;
        this.footerKey = footerKey;
        this.footerKeyMoves = footerKeyMoves;
        this.context = context;
        this.movingColumnKeys = movingColumnKeys;
        this.footer = footer;
        this.dek = dek;
        this.footerKeyIsAColumns = footerKeyIsAColumns;
    }

    /**
     * Reads one.
     *
     * @param footerKeysOnly whether columns' keys stay
     * @return null for a file in plaintext
     */
    static @Nullable FileFooter read(KeysAtHand keys, KeyMove move, boolean footerKeysOnly, Path path, InputFile file)
            throws IOException {
        FileTail tail = FileTail.read(file);
        if (tail.algorithm() == null) {
            return null;
        }
        HeldKey footerKey = HeldKey.read(tail.footerKeyMetadata());
        EncryptionContext context = new EncryptionContext(
                move.fromContext() == null ? keys.contextAt(path).pairs() : move.fromContext());
        boolean footerKeyMoves = keys.isUnderOld(footerKey);
        if (footerKeysOnly && (tail.isFooterEncrypted() || !footerKeyMoves)) {
            return new FileFooter(move, tail, footerKey, footerKeyMoves, context, Map.of(), null, null, false);
        }
        byte[] dek = tail.isFooterEncrypted() ? keys.dek(footerKey, context) : null;
        Footer footer = dek == null ? tail.openUnverified() : tail.open(dek, null);
        boolean shared = footer.columns().values().stream().anyMatch(key -> key.kind() == ColumnKey.Kind.FOOTER);
        Map<ByteBuffer, HeldKey> moving = footerKeysOnly ? Map.of() : moving(keys, footer);
        if (move.changes(context.pairs()) && (footerKeyMoves || !moving.isEmpty())) {
            checkAllMove(footer, footerKeyMoves, moving);
        }
        if (dek == null && (footerKeyMoves || !moving.isEmpty())) {
            dek = keys.dek(footerKey, context);
            footer = tail.open(dek, null);
        }
        return new FileFooter(move, tail, footerKey, footerKeyMoves, context, moving, footer, dek, shared);
    }

    private static Map<ByteBuffer, HeldKey> moving(KeysAtHand keys, Footer footer) throws IOException {
        Map<ByteBuffer, HeldKey> moving = new HashMap<>();
        for (ColumnKey column : footer.columns().values()) {
            if (column.kind() == ColumnKey.Kind.OWN) {
                HeldKey key = HeldKey.read(column.keyMetadata());
                if (keys.isUnderOld(key)) {
                    moving.put(ByteBuffer.wrap(key.json()), key);
                }
            }
        }
        return moving;
    }

    /** Readers give one context for all keys of a file. */
    private static void checkAllMove(Footer footer, boolean footerKeyMoves, Map<ByteBuffer, HeldKey> moving)
            throws IOException {
        boolean columnsMove = footer.columns().values().stream()
                .allMatch(key ->
                        key.kind() != ColumnKey.Kind.OWN || moving.containsKey(ByteBuffer.wrap(key.keyMetadata())));
        if (!footerKeyMoves || !columnsMove) {
            throw new RefusedFileException(
                    "It has keys under other KMS keys besides, which would stay bound to their encryption"
                            + " context, so that no reader could give one context for all. Rotate it without another context");
        }
    }

    /** The wrapped keys that move, each once. */
    Set<MovedKey> moved() {
        Set<MovedKey> moved = new LinkedHashSet<>();
        movingKeys().forEach(key -> moved.add(moved(key)));
        return moved;
    }

    private List<HeldKey> movingKeys() {
        List<HeldKey> moving = new ArrayList<>(movingColumnKeys.values());
        if (footerKeyMoves) {
            moving.add(footerKey);
        }
        return moving;
    }

    private MovedKey moved(HeldKey key) {
        return move.of(key.wrapped(), context.pairs());
    }

    /** How many of them are data keys, without a KEK. */
    int singleWrapped() {
        return (int) movingKeys().stream().filter(HeldKey::isSingleWrapped).count();
    }

    boolean footerKeyMoves() {
        return footerKeyMoves;
    }

    /** Whether a column's key does. */
    boolean moves(byte @Nullable [] columnKeyMetadata) {
        return columnKeyMetadata != null && movingColumnKeys.containsKey(ByteBuffer.wrap(columnKeyMetadata));
    }

    /** That its keys will be bound to. */
    EncryptionContext newContext() {
        return new EncryptionContext(move.of("", context.pairs()).toContext());
    }

    /** Whether who may open the footer reads columns, too, so far as it was opened. */
    boolean footerKeyIsAColumns() {
        return footerKeyIsAColumns;
    }

    FileTail tail() {
        return tail;
    }

    /** Null: it was not opened. */
    @Nullable
    Footer footer() {
        return footer;
    }

    /** Of the footer, where it was opened. */
    byte @Nullable [] dek() {
        return dek;
    }

    /** Whether a key has to become longer, if a KMS wraps keys of one length alike. */
    boolean wouldGrow() {
        return movingKeys().stream().anyMatch(key -> changed(key, key.wrapped()).length != key.json().length);
    }

    /**
     * The file's end with the new keys.
     *
     * @param wrapped the ciphertext that a moved key gets
     */
    FileTail under(Function<MovedKey, String> wrapped) throws IOException {
        byte[] newFooterKey = footerKeyMoves ? changed(footerKey, wrapped.apply(moved(footerKey))) : null;
        Footer opened = footer;
        if (opened != null && (!movingColumnKeys.isEmpty() || !tail.isFooterEncrypted())) {
            Map<ByteBuffer, byte[]> changed = new HashMap<>();
            movingColumnKeys.forEach((json, key) -> changed.put(json, changed(key, wrapped.apply(moved(key)))));
            return opened.with(json -> changed.getOrDefault(ByteBuffer.wrap(json), json), newFooterKey);
        }
        if (newFooterKey == null) {
            throw new IllegalStateException("No key moves");
        }
        return tail.withFooterKeyMetadata(newFooterKey);
    }

    private byte[] changed(HeldKey key, String wrapped) {
        return key.under(move.to(), wrapped);
    }
}
