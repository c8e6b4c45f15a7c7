package io.parquetkms.lake.encrypt;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.hadoop.metadata.ColumnPath;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;

/**
 * A file written again with each module opened and sealed anew, in the order in which parquet-java writes them. Its metadata stay as they
 * are, but for keys, places and sizes. For one thread.
 */
final class FileCopy {

    private final SourceFile source;
    private final Target target;
    private final LevelsRule levels;
    private final List<List<ChunkCopy>> groups = new ArrayList<>();

    FileCopy(SourceFile source, Target target, LevelsRule levels) {
        this.source = source;
        this.target = target;
        this.levels = levels;
    }

    /**
     * Writes it.
     *
     * @return its end: the footer, and what follows
     */
    byte[] to(OutputFile file) throws IOException {
        try (PositionOutputStream out = file.createOrOverwrite(0)) {
            out.write(target.magic());
            List<Struct> rowGroups = source.footer().structs(Meta.File.ROW_GROUPS);
            for (int i = 0; i < rowGroups.size(); i++) {
                groups.add(pages(rowGroups.get(i), i, out));
            }
            forEach(chunk -> chunk.columnIndex(out));
            forEach(chunk -> chunk.offsetIndex(out));
            forEach(chunk -> chunk.bloomFilter(out));
            byte[] end = target.end(footer(rowGroups));
            out.write(end);
            return end;
        }
    }

    private interface Part {
        void of(ChunkCopy chunk) throws IOException;
    }

    private void forEach(Part part) throws IOException {
        for (List<ChunkCopy> group : groups) {
            for (ChunkCopy chunk : group) {
                part.of(chunk);
            }
        }
    }

    private List<ChunkCopy> pages(Struct group, int rowGroup, PositionOutputStream out) throws IOException {
        List<ChunkCopy> copies = new ArrayList<>();
        for (Struct chunk : group.structs(Meta.RowGroup.COLUMNS)) {
            if (chunk.has(Meta.Chunk.FILE)) {
                throw new RefusedException("columns of it stand in other files");
            }
            int column = copies.size();
            ColumnPath path = SourceFile.path(chunk);
            ChunkCopy copy = new ChunkCopy(
                    source,
                    chunk,
                    path,
                    source.modules(group, rowGroup, chunk, column),
                    target.modules(path, rowGroup, column),
                    levels);
            copy.pages(out);
            copies.add(copy);
        }
        return copies;
    }

    private Struct footer(List<Struct> rowGroups) throws IOException {
        List<Struct> changed = new ArrayList<>();
        for (int i = 0; i < rowGroups.size(); i++) {
            changed.add(rowGroup(rowGroups.get(i).copy(), i));
        }
        Struct footer = source.footer().copy();
        footer.setStructs(Meta.File.ROW_GROUPS, changed);
        return footer;
    }

    private Struct rowGroup(Struct group, int ordinal) throws IOException {
        List<ChunkCopy> copies = groups.get(ordinal);
        List<Struct> chunks = new ArrayList<>();
        long offset = Long.MAX_VALUE;
        long compressed = 0;
        long bytes = 0;
        for (ChunkCopy copy : copies) {
            Struct metadata = copy.metadata();
            long dictionary = metadata.number(Meta.Column.DICTIONARY_PAGE, 0);
            long first = metadata.number(Meta.Column.DATA_PAGE);
            offset = Math.min(offset, dictionary > 0 ? Math.min(dictionary, first) : first);
            compressed += metadata.number(Meta.Column.COMPRESSED);
            bytes += metadata.number(Meta.Column.UNCOMPRESSED);
            chunks.add(copy.sealed(target));
        }
        group.setStructs(Meta.RowGroup.COLUMNS, chunks);
        group.setLong(Meta.RowGroup.TOTAL_BYTES, bytes);
        // readers who have no column's key find a row group and its size by these
        if (target.encrypted() || group.has(Meta.RowGroup.OFFSET)) {
            group.setLong(Meta.RowGroup.OFFSET, copies.isEmpty() ? 0 : offset);
        }
        if (target.encrypted() || group.has(Meta.RowGroup.COMPRESSED_BYTES)) {
            group.setLong(Meta.RowGroup.COMPRESSED_BYTES, compressed);
        }
        if (target.encrypted()) {
            group.setShort(Meta.RowGroup.ORDINAL, ordinal);
        }
        return group;
    }
}
