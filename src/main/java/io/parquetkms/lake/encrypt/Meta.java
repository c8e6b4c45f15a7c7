package io.parquetkms.lake.encrypt;

import java.util.List;

/** The numbers of fields in Parquet's metadata that are looked at or changed here: {@code parquet.thrift} of parquet-format. */
final class Meta {

    private Meta() {}

    /** FileMetaData. */
    static final class File {
        static final int ROWS = 3;
        static final int ROW_GROUPS = 4;
        static final int CREATED_BY = 6;
        static final int ALGORITHM = 8;
        static final int SIGNING_KEY = 9;

        private File() {}
    }

    /** RowGroup. */
    static final class RowGroup {
        static final int COLUMNS = 1;
        static final int TOTAL_BYTES = 2;
        static final int OFFSET = 5;
        static final int COMPRESSED_BYTES = 6;
        static final int ORDINAL = 7;

        private RowGroup() {}
    }

    /** ColumnChunk. */
    static final class Chunk {
        static final int FILE = 1;
        static final int OFFSET = 2;
        static final int META = 3;
        static final int OFFSET_INDEX = 4;
        static final int OFFSET_INDEX_LENGTH = 5;
        static final int COLUMN_INDEX = 6;
        static final int COLUMN_INDEX_LENGTH = 7;
        static final int CRYPTO = 8;
        static final int ENCRYPTED_META = 9;

        private Chunk() {}
    }

    /** ColumnCryptoMetaData, and EncryptionWithColumnKey in it. */
    static final class Crypto {
        static final int FOOTER_KEY = 1;
        static final int COLUMN_KEY = 2;
        static final int PATH = 1;
        static final int KEY_METADATA = 2;

        private Crypto() {}
    }

    /** ColumnMetaData. */
    static final class Column {
        static final int PATH = 3;
        static final int VALUES = 5;
        static final int UNCOMPRESSED = 6;
        static final int COMPRESSED = 7;
        static final int DATA_PAGE = 9;
        static final int INDEX_PAGE = 10;
        static final int DICTIONARY_PAGE = 11;
        static final int ENCODING_STATS = 13;
        static final int BLOOM_FILTER = 14;
        static final int BLOOM_FILTER_LENGTH = 15;

        /** What says nothing of the values: the rest may. */
        static final List<Integer> WITHOUT_VALUES = List.of(
                1,
                2,
                PATH,
                4,
                VALUES,
                UNCOMPRESSED,
                COMPRESSED,
                DATA_PAGE,
                DICTIONARY_PAGE,
                BLOOM_FILTER,
                BLOOM_FILTER_LENGTH);

        private Column() {}
    }

    /** PageHeader. */
    static final class Page {
        static final int TYPE = 1;
        static final int COMPRESSED = 3;
        static final int CRC = 4;
        static final int V1 = 5;
        static final int V2 = 8;

        static final int DATA = 0;
        static final int DICTIONARY = 2;
        static final int DATA_V2 = 3;

        /** DataPageHeader and DataPageHeaderV2. */
        static final int VALUES = 1;

        /** DataPageHeaderV2. */
        static final int DEFINITION_LEVELS = 5;

        /** DataPageHeaderV2. */
        static final int REPETITION_LEVELS = 6;

        private Page() {}
    }
}
