package io.parquetkms.footer;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.apache.parquet.format.FileCryptoMetaData;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.Util;

/** Structs of the format as Parquet's own classes, to be looked at. Their bytes have been walked through before: no size is a lie. */
final class Parsed {

    private Parsed() {}

    static FileCryptoMetaData cryptoMetadata(byte[] thrift) throws MalformedFooterException {
        try {
            return Util.readFileCryptoMetaData(new ByteArrayInputStream(thrift));
        } catch (IOException | RuntimeException e) {
            throw new MalformedFooterException("it is no FileCryptoMetaData", e);
        }
    }

    static FileMetaData metadata(byte[] thrift, boolean withoutRowGroups) throws MalformedFooterException {
        try {
            return Util.readFileMetaData(new ByteArrayInputStream(thrift), withoutRowGroups);
        } catch (IOException | RuntimeException e) {
            throw new MalformedFooterException("it is no FileMetaData", e);
        }
    }
}
