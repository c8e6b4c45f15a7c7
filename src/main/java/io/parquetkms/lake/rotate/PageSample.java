package io.parquetkms.lake.rotate;

import io.parquetkms.footer.FileTail;
import io.parquetkms.kms.KmsError;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.HadoopReadOptions;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.crypto.FileDecryptionProperties;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.ParquetDecodingException;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/** Reads a page of each column, as a reader of the file does who has only the new key. Needs the right to decrypt. */
final class PageSample {

    private final FooterWork.Here here;

    PageSample(FooterWork.Here here) {
        this.here = here;
    }
}
