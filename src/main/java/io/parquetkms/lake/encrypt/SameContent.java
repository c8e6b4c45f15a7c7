package io.parquetkms.lake.encrypt;

import io.parquetkms.lake.FileException;
import io.parquetkms.lake.FileProblem;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.HadoopReadOptions;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.page.DataPage;
import org.apache.parquet.column.page.DataPageV1;
import org.apache.parquet.column.page.DataPageV2;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.crypto.FileDecryptionProperties;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/**
 * Two files are read in full by Parquet itself, column by column, and must say the same, byte for byte: each page's levels and values, when
 * decrypted and decompressed, each dictionary, and the row counts. Equal bytes of the same encoding are equal values, so none is decoded.
 * A page that stands in plaintext under an encrypted label can't be read and is found so. Holds one chunk of a column of each file.
 *
 * @param decryption asked for each opening, so that keys are those that the file itself names
 */
record SameContent(Configuration configuration, Supplier<FileDecryptionProperties> decryption) {

    /**
     * Compares.
     *
     * @return how many rows both have
     * @throws DifferentException saying where they differ
     */
    long check(InputFile original, InputFile result) throws IOException {
        try (ParquetFileReader one = open(original);
                ParquetFileReader other = open(result)) {
            MessageType schema = one.getFileMetaData().getSchema();
            same(schema, other.getFileMetaData().getSchema(), "its schema");
            same(one.getRowGroups().size(), other.getRowGroups().size(), "the number of its row groups");
            for (int group = 0; group < one.getRowGroups().size(); group++) {
                same(
                        one.getRowGroups().get(group).getRowCount(),
                        other.getRowGroups().get(group).getRowCount(),
                        "the number of rows in row group " + group);
                for (ColumnDescriptor column : schema.getColumns()) {
                    column(one, other, group, column);
                }
            }
            same(one.getRecordCount(), other.getRecordCount(), "the number of its rows");
            return one.getRecordCount();
        }
    }

    private ParquetFileReader open(InputFile file) throws IOException {
        return ParquetFileReader.open(
                file,
                HadoopReadOptions.builder(configuration)
                        .withDecryption(decryption.get())
                        .usePageChecksumVerification(true)
                        .build());
    }

    private static void column(ParquetFileReader one, ParquetFileReader other, int group, ColumnDescriptor column)
            throws IOException {
        String what = "column '" + String.join(".", column.getPath()) + "' of row group " + group;
        PageReader pages = pages(one, group, column);
        PageReader others = pages(other, group, column);
        if (pages == null || others == null) {
            same(pages == null, others == null, "whether it has " + what);
            return;
        }
        same(pages.getTotalValueCount(), others.getTotalValueCount(), "the number of values in " + what);
        dictionary(pages.readDictionaryPage(), others.readDictionaryPage(), what);
        for (int page = 0; ; page++) {
            DataPage onePage = pages.readPage();
            DataPage otherPage = others.readPage();
            if (onePage == null || otherPage == null) {
                same(onePage == null, otherPage == null, "the number of pages in " + what);
                return;
            }
            page(onePage, otherPage, "page " + page + " of " + what);
        }
    }

    private static @Nullable PageReader pages(ParquetFileReader file, int group, ColumnDescriptor column)
            throws IOException {
        file.setRequestedSchema(only(file.getFileMetaData().getSchema(), column.getPath()));
        PageReadStore rows = file.readRowGroup(group);
        return rows == null ? null : rows.getPageReader(column);
    }

    private static MessageType only(MessageType schema, String[] column) {
        return new MessageType(schema.getName(), only((GroupType) schema, column, 0));
    }

    private static Type only(GroupType group, String[] column, int depth) {
        Type field = group.getType(column[depth]);
        return field.isPrimitive()
                ? field
                : field.asGroupType().withNewFields(only(field.asGroupType(), column, depth + 1));
    }

    private static void dictionary(@Nullable DictionaryPage one, @Nullable DictionaryPage other, String what)
            throws IOException {
        String name = "the dictionary of " + what;
        if (one == null || other == null) {
            same(one == null, other == null, name);
            return;
        }
        same(one.getEncoding(), other.getEncoding(), name);
        same(one.getDictionarySize(), other.getDictionarySize(), name);
        same(one.getBytes(), other.getBytes(), name);
    }

    private static void page(DataPage one, DataPage other, String what) throws IOException {
        same(one.getClass(), other.getClass(), what);
        same(one.getValueCount(), other.getValueCount(), what);
        same(one.getFirstRowIndex(), other.getFirstRowIndex(), what);
        if (one instanceof DataPageV1 v1 && other instanceof DataPageV1 otherV1) {
            same(v1.getValueEncoding(), otherV1.getValueEncoding(), what);
            same(v1.getDlEncoding(), otherV1.getDlEncoding(), what);
            same(v1.getRlEncoding(), otherV1.getRlEncoding(), what);
            same(v1.getStatistics(), otherV1.getStatistics(), "the statistics of " + what);
            same(v1.getBytes(), otherV1.getBytes(), what);
        } else if (one instanceof DataPageV2 v2 && other instanceof DataPageV2 otherV2) {
            same(v2.getDataEncoding(), otherV2.getDataEncoding(), what);
            same(v2.getRowCount(), otherV2.getRowCount(), what);
            same(v2.getNullCount(), otherV2.getNullCount(), what);
            same(v2.getStatistics(), otherV2.getStatistics(), "the statistics of " + what);
            same(v2.getRepetitionLevels(), otherV2.getRepetitionLevels(), what);
            same(v2.getDefinitionLevels(), otherV2.getDefinitionLevels(), what);
            same(v2.getData(), otherV2.getData(), what);
        } else {
            throw new DifferentException(what + ", which is of a kind that is not known");
        }
    }

    private static void same(BytesInput one, BytesInput other, String what) throws IOException {
        if (!Arrays.equals(one.toByteArray(), other.toByteArray())) {
            throw new DifferentException(what);
        }
    }

    private static void same(Object one, Object other, String what) throws DifferentException {
        if (!one.equals(other)) {
            throw new DifferentException(what);
        }
    }

    /** The new content says something else than the old one. */
    static final class DifferentException extends FileException {

        private static final long serialVersionUID = 1L;

        DifferentException(String what) {
            super(
                    FileProblem.Kind.FAILED,
                    "the new content, read back, differs from the original in " + what + "; the original was kept",
                    null);
        }
    }
}
