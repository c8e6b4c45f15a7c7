package io.parquetkms.lake.encrypt;

import io.parquetkms.lake.encrypt.SameContent.DifferentException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.apache.parquet.crypto.ModuleCipherFactory.ModuleType;
import org.apache.parquet.format.BlockCipher;

/**
 * Two files' metadata must be the same, but for keys, places and sizes: schema, key-value metadata, who wrote it, statistics, encodings,
 * codecs, order of rows, indexes, bloom filters, and what this Parquet doesn't know. And the result's columns must be labelled as they
 * should be.
 */
final class SameMetadata {

    private static final List<Integer> FILE = List.of(Meta.File.ROW_GROUPS, Meta.File.ALGORITHM, Meta.File.SIGNING_KEY);
    private static final List<Integer> GROUP = List.of(
            Meta.RowGroup.COLUMNS,
            Meta.RowGroup.TOTAL_BYTES,
            Meta.RowGroup.OFFSET,
            Meta.RowGroup.COMPRESSED_BYTES,
            Meta.RowGroup.ORDINAL);
    private static final List<Integer> CHUNK = List.of(
            Meta.Chunk.OFFSET,
            Meta.Chunk.META,
            Meta.Chunk.OFFSET_INDEX,
            Meta.Chunk.OFFSET_INDEX_LENGTH,
            Meta.Chunk.COLUMN_INDEX,
            Meta.Chunk.COLUMN_INDEX_LENGTH,
            Meta.Chunk.CRYPTO,
            Meta.Chunk.ENCRYPTED_META);
    private static final List<Integer> COLUMN = List.of(
            Meta.Column.UNCOMPRESSED,
            Meta.Column.COMPRESSED,
            Meta.Column.DATA_PAGE,
            Meta.Column.INDEX_PAGE,
            Meta.Column.DICTIONARY_PAGE,
            Meta.Column.BLOOM_FILTER,
            Meta.Column.BLOOM_FILTER_LENGTH);

    private final SourceFile one;
    private final SourceFile other;
    private final Target target;

    SameMetadata(SourceFile one, SourceFile other, Target target) {
        this.one = one;
        this.other = other;
        this.target = target;
    }

    void check() throws IOException {
        require(Arrays.equals(other.head(), target.magic()), "how it begins");
        same(one.footer(), other.footer(), FILE, "its metadata");
        List<Struct> groups = one.footer().structs(Meta.File.ROW_GROUPS);
        List<Struct> others = other.footer().structs(Meta.File.ROW_GROUPS);
        require(groups.size() == others.size(), "the number of its row groups");
        for (int i = 0; i < groups.size(); i++) {
            group(groups.get(i), others.get(i), i);
        }
    }

    private void group(Struct group, Struct otherGroup, int ordinal) throws IOException {
        same(group, otherGroup, GROUP, "row group " + ordinal);
        List<Struct> chunks = group.structs(Meta.RowGroup.COLUMNS);
        List<Struct> others = otherGroup.structs(Meta.RowGroup.COLUMNS);
        require(chunks.size() == others.size(), "the columns of row group " + ordinal);
        for (int i = 0; i < chunks.size(); i++) {
            String what = "the metadata of column '"
                    + SourceFile.path(chunks.get(i)).toDotString() + "' in row group " + ordinal;
            same(chunks.get(i), others.get(i), CHUNK, what);
            chunk(
                    new Chunk(one, chunks.get(i), one.modules(group, ordinal, chunks.get(i), i)),
                    new Chunk(other, others.get(i), other.modules(otherGroup, ordinal, others.get(i), i)),
                    what);
        }
    }

    private void chunk(Chunk chunk, Chunk result, String what) throws IOException {
        require(
                target.isEncrypted(SourceFile.path(result.chunk)) == result.modules.encrypted(),
                what + ": it is not encrypted as it should be");
        same(chunk.metadata, result.metadata, COLUMN, what);
        require(
                chunk.metadata.has(Meta.Column.DICTIONARY_PAGE) == result.metadata.has(Meta.Column.DICTIONARY_PAGE),
                what + " (dictionary)");
        require(Arrays.equals(chunk.columnIndex(), result.columnIndex()), what + " (column index)");
        require(chunk.offsetIndex().equals(result.offsetIndex()), what + " (offset index)");
        require(Arrays.equals(chunk.bloomFilter(), result.bloomFilter()), what + " (bloom filter)");
        result.requirePagesInARow(what);
    }

    private static void same(Struct one, Struct other, List<Integer> butFor, String what) throws IOException {
        require(Arrays.equals(without(one, butFor), without(other, butFor)), what);
    }

    private static byte[] without(Struct struct, List<Integer> fields) {
        Struct copy = struct.copy();
        fields.forEach(copy::remove);
        return Compact.write(copy);
    }

    private static void require(boolean holds, String what) throws DifferentException {
        if (!holds) {
            throw new DifferentException(what);
        }
    }

    /** A column chunk, and what stands beside its pages. */
    private static final class Chunk {

        private static final byte[] NONE = {};

        private final SourceFile file;
        private final Struct chunk;
        private final Modules<BlockCipher.Decryptor> modules;
        private final Struct metadata;

        Chunk(SourceFile file, Struct chunk, Modules<BlockCipher.Decryptor> modules) throws IOException {
            this.file = file;
            this.chunk = chunk;
            this.modules = modules;
            metadata = SourceFile.metadata(chunk, modules);
        }

        byte[] columnIndex() throws IOException {
            return chunk.has(Meta.Chunk.COLUMN_INDEX)
                    ? Compact.write(
                            index(Meta.Chunk.COLUMN_INDEX, Meta.Chunk.COLUMN_INDEX_LENGTH, ModuleType.ColumnIndex))
                    : NONE;
        }

        private Struct pages() throws IOException {
            return chunk.has(Meta.Chunk.OFFSET_INDEX)
                    ? index(Meta.Chunk.OFFSET_INDEX, Meta.Chunk.OFFSET_INDEX_LENGTH, ModuleType.OffsetIndex)
                    : new Struct();
        }

        private Struct index(int offset, int length, ModuleType type) throws IOException {
            ModuleInput in = file.at(chunk.number(offset));
            Struct index = in.struct(modules, type, Modules.NO_PAGE);
            require(in.position() == chunk.number(offset) + chunk.number(length), "the length of an index");
            return index;
        }

        /** But for where pages are, and how long. */
        List<String> offsetIndex() throws IOException {
            Struct pages = pages();
            List<String> shown = new ArrayList<>();
            for (Struct page : pages.structs(1)) {
                shown.add(HexFormat.of().formatHex(without(page, List.of(1, 2))));
            }
            shown.add(HexFormat.of().formatHex(without(pages, List.of(1))));
            return shown;
        }

        byte[] bloomFilter() throws IOException {
            if (!metadata.has(Meta.Column.BLOOM_FILTER)) {
                return NONE;
            }
            ModuleInput in = file.at(metadata.number(Meta.Column.BLOOM_FILTER));
            Struct header = in.struct(modules, ModuleType.BloomFilterHeader, Modules.NO_PAGE);
            byte[] bits = modules.encrypted()
                    ? Modules.opened(modules, ModuleType.BloomFilterBitset, Modules.NO_PAGE, in.sealed())
                    : in.exactly(header.number(1));
            byte[] headerBytes = Compact.write(header);
            byte[] both = Arrays.copyOf(headerBytes, headerBytes.length + bits.length);
            System.arraycopy(bits, 0, both, headerBytes.length, bits.length);
            return both;
        }

        /** Whoever reads a part of the pages finds them by these. */
        void requirePagesInARow(String what) throws IOException {
            long end = metadata.number(Meta.Column.DATA_PAGE);
            List<Struct> pages = pages().structs(1);
            for (Struct page : pages) {
                require(page.number(1) == end, what + " (where its pages are)");
                end += page.number(2);
            }
            long start = metadata.number(Meta.Column.DICTIONARY_PAGE, 0);
            long begin = start > 0
                    ? Math.min(start, metadata.number(Meta.Column.DATA_PAGE))
                    : metadata.number(Meta.Column.DATA_PAGE);
            require(
                    pages.isEmpty() || end == begin + metadata.number(Meta.Column.COMPRESSED),
                    what + " (where its pages end)");
        }
    }
}
