package io.parquetkms.lake.encrypt;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.apache.parquet.crypto.ModuleCipherFactory.ModuleType;
import org.apache.parquet.format.BlockCipher;
import org.apache.parquet.hadoop.metadata.ColumnPath;
import org.apache.parquet.io.PositionOutputStream;

/**
 * The pages, indexes and bloom filter of one column chunk, taken over into another file: opened, and sealed again, as bytes. Holds one page
 * at a time. For one thread.
 */
final class ChunkCopy {

    private final SourceFile source;
    private final Struct chunk;
    private final Struct metadata;
    private final ColumnPath path;
    private final Modules<BlockCipher.Decryptor> from;
    private final Modules<BlockCipher.Encryptor> to;
    private final LevelsRule levels;
    private final Map<Long, Moved> moved = new LinkedHashMap<>();

    private int page;
    private long values;
    private long headerGrowth;

    /** Where a page is now. */
    private record Moved(long offset, long length) {}

    ChunkCopy(
            SourceFile source,
            Struct chunk,
            ColumnPath path,
            Modules<BlockCipher.Decryptor> from,
            Modules<BlockCipher.Encryptor> to,
            LevelsRule levels)
            throws IOException {
        this.source = source;
        this.chunk = chunk.copy();
        this.path = path;
        this.from = from;
        this.to = to;
        this.levels = levels;
        metadata = SourceFile.metadata(chunk, from).copy();
    }

    /** Takes the pages over. */
    void pages(PositionOutputStream out) throws IOException {
        long begin = out.getPos();
        long dictionary = metadata.number(Meta.Column.DICTIONARY_PAGE, 0);
        long first = metadata.number(Meta.Column.DATA_PAGE);
        long start = dictionary > 0 ? Math.min(dictionary, first) : first;
        long end = start + metadata.number(Meta.Column.COMPRESSED);
        long all = metadata.number(Meta.Column.VALUES);
        if (all > 0 || end > start) {
            ModuleInput in = source.at(start);
            while (values < all || in.position() < end) {
                page(in, dictionary, out);
            }
        }
        describe(begin, start, out.getPos());
    }

    private void page(ModuleInput in, long dictionary, PositionOutputStream out) throws IOException {
        long at = in.position();
        boolean expectDictionary = at == dictionary;
        Struct header = in.struct(
                from,
                expectDictionary ? ModuleType.DictionaryPageHeader : ModuleType.DataPageHeader,
                expectDictionary ? Modules.NO_PAGE : page);
        long headerLength = in.position() - at;
        byte[] payload = in.exactly(header.number(Meta.Page.COMPRESSED));
        checkCrc(header, payload, at);
        boolean isDictionary = header.number(Meta.Page.TYPE) == Meta.Page.DICTIONARY;
        byte[] changed = payload(header, payload, isDictionary);
        header.setInt(Meta.Page.COMPRESSED, changed.length);
        if (header.has(Meta.Page.CRC)) {
            header.setInt(Meta.Page.CRC, crc(changed));
        }
        byte[] sealed = Modules.sealed(
                to,
                isDictionary ? ModuleType.DictionaryPageHeader : ModuleType.DataPageHeader,
                isDictionary ? Modules.NO_PAGE : page,
                Compact.write(header));
        moved.put(at, new Moved(out.getPos(), (long) sealed.length + changed.length));
        out.write(sealed);
        out.write(changed);
        headerGrowth += sealed.length - headerLength;
        if (!isDictionary) {
            page++;
        }
    }

    private byte[] payload(Struct header, byte[] payload, boolean dictionary) throws IOException {
        if (dictionary) {
            return changed(ModuleType.DictionaryPage, Modules.NO_PAGE, payload);
        }
        long type = header.number(Meta.Page.TYPE);
        if (type == Meta.Page.DATA) {
            values += header.struct(Meta.Page.V1).number(Meta.Page.VALUES);
            return changed(ModuleType.DataPage, page, payload);
        }
        if (type != Meta.Page.DATA_V2) {
            throw new MalformedFileException("column '" + path.toDotString() + "' has a page of type " + type);
        }
        Struct v2 = header.struct(Meta.Page.V2);
        values += v2.number(Meta.Page.VALUES);
        long inClear = v2.number(Meta.Page.DEFINITION_LEVELS) + v2.number(Meta.Page.REPETITION_LEVELS);
        if (inClear < 0 || inClear > payload.length) {
            throw new MalformedFileException(
                    "a page of '" + path.toDotString() + "' has " + inClear + " bytes of levels");
        }
        levels.check(path, from.encrypted(), to.encrypted());
        byte[] body = changed(ModuleType.DataPage, page, Arrays.copyOfRange(payload, (int) inClear, payload.length));
        byte[] whole = Arrays.copyOf(payload, (int) inClear + body.length);
        System.arraycopy(body, 0, whole, (int) inClear, body.length);
        return whole;
    }

    private byte[] changed(ModuleType type, int ordinal, byte[] bytes) {
        return Modules.sealed(to, type, ordinal, Modules.opened(from, type, ordinal, bytes));
    }

    private void checkCrc(Struct header, byte[] payload, long at) throws IOException {
        if (header.has(Meta.Page.CRC) && (int) header.number(Meta.Page.CRC) != crc(payload)) {
            throw new MalformedFileException("the page of '" + path.toDotString() + "' at " + at
                    + " is not as it was written: its own checksum says so");
        }
    }

    private static int crc(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return (int) crc.getValue();
    }

    private void describe(long begin, long start, long end) throws IOException {
        if (moved.isEmpty()) {
            moved.put(start, new Moved(begin, 0));
        }
        if (metadata.number(Meta.Column.DICTIONARY_PAGE, 0) > 0) {
            metadata.setLong(Meta.Column.DICTIONARY_PAGE, moved(metadata.number(Meta.Column.DICTIONARY_PAGE)));
        }
        metadata.setLong(Meta.Column.DATA_PAGE, moved(metadata.number(Meta.Column.DATA_PAGE)));
        metadata.remove(Meta.Column.INDEX_PAGE);
        metadata.setLong(Meta.Column.COMPRESSED, end - begin);
        metadata.setLong(Meta.Column.UNCOMPRESSED, metadata.number(Meta.Column.UNCOMPRESSED) + headerGrowth);
        Moved offset = moved.get(chunk.number(Meta.Chunk.OFFSET));
        chunk.setLong(Meta.Chunk.OFFSET, offset == null ? 0 : offset.offset);
    }

    private long moved(long offset) throws IOException {
        Moved found = moved.get(offset);
        if (found == null) {
            throw new MalformedFileException(
                    "no page of '" + path.toDotString() + "' begins at " + offset + ", where its metadata has one");
        }
        return found.offset;
    }

    /** Takes its column index over, if it has one. */
    void columnIndex(PositionOutputStream out) throws IOException {
        if (chunk.has(Meta.Chunk.COLUMN_INDEX)) {
            byte[] index = index(Meta.Chunk.COLUMN_INDEX, Meta.Chunk.COLUMN_INDEX_LENGTH, ModuleType.ColumnIndex);
            write(index, Meta.Chunk.COLUMN_INDEX, Meta.Chunk.COLUMN_INDEX_LENGTH, ModuleType.ColumnIndex, out);
        }
    }

    /** Takes its offset index over, if it has one, with the pages where they are now. */
    void offsetIndex(PositionOutputStream out) throws IOException {
        if (!chunk.has(Meta.Chunk.OFFSET_INDEX)) {
            return;
        }
        Struct index =
                Compact.read(index(Meta.Chunk.OFFSET_INDEX, Meta.Chunk.OFFSET_INDEX_LENGTH, ModuleType.OffsetIndex));
        List<Struct> pages = index.structs(1);
        for (Struct location : pages) {
            Moved now = moved.get(location.number(1));
            if (now == null) {
                throw new MalformedFileException("the offset index of '" + path.toDotString() + "' names a page at "
                        + location.number(1) + ", where none begins");
            }
            location.setLong(1, now.offset);
            location.setInt(2, Math.toIntExact(now.length));
        }
        write(
                Compact.write(index),
                Meta.Chunk.OFFSET_INDEX,
                Meta.Chunk.OFFSET_INDEX_LENGTH,
                ModuleType.OffsetIndex,
                out);
    }

    private byte[] index(int offset, int length, ModuleType type) throws IOException {
        byte[] module = source.at(chunk.number(offset)).exactly(chunk.number(length));
        return Modules.opened(from, type, Modules.NO_PAGE, module);
    }

    private void write(byte[] index, int offset, int length, ModuleType type, PositionOutputStream out)
            throws IOException {
        byte[] sealed = Modules.sealed(to, type, Modules.NO_PAGE, index);
        chunk.setLong(offset, out.getPos());
        chunk.setInt(length, sealed.length);
        out.write(sealed);
    }

    /** Takes its bloom filter over, if it has one. */
    void bloomFilter(PositionOutputStream out) throws IOException {
        if (!metadata.has(Meta.Column.BLOOM_FILTER)) {
            return;
        }
        ModuleInput in = source.at(metadata.number(Meta.Column.BLOOM_FILTER));
        Struct header = in.struct(from, ModuleType.BloomFilterHeader, Modules.NO_PAGE);
        byte[] bits = from.encrypted()
                ? Modules.opened(from, ModuleType.BloomFilterBitset, Modules.NO_PAGE, in.sealed())
                : in.exactly(header.number(1));
        long begin = out.getPos();
        metadata.setLong(Meta.Column.BLOOM_FILTER, begin);
        out.write(Modules.sealed(to, ModuleType.BloomFilterHeader, Modules.NO_PAGE, Compact.write(header)));
        out.write(Modules.sealed(to, ModuleType.BloomFilterBitset, Modules.NO_PAGE, bits));
        if (metadata.has(Meta.Column.BLOOM_FILTER_LENGTH)) {
            metadata.setInt(Meta.Column.BLOOM_FILTER_LENGTH, Math.toIntExact(out.getPos() - begin));
        }
    }

    /** Its metadata, when everything is taken over. */
    Struct metadata() {
        return metadata;
    }

    /** What the footer says of it. */
    Struct sealed(Target target) throws IOException {
        target.seal(chunk, metadata, to, path);
        return chunk;
    }
}
