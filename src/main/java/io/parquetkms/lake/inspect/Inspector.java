package io.parquetkms.lake.inspect;

import io.parquetkms.lake.FileWork;
import io.parquetkms.lake.LakeFile;
import org.apache.hadoop.conf.Configuration;

/** Looks at files, each by the end of it. Safe on any thread. */
public final class Inspector implements FileWork<Inspection> {

    private static final long serialVersionUID = 1;

    private final boolean asking;
    private final transient FooterDeks keys = new FooterDeks();

    private Inspector(boolean asking) {
        this.asking = asking;
    }

    /** One that asks no KMS: of an encrypted footer it sees only the key. */
    public static Inspector withoutKeys() {
        return new Inspector(false);
    }

    /** One that asks for the keys of footers, as a job with the same configuration would. */
    public static Inspector withKeysOfFooters() {
        return new Inspector(true);
    }

    /**
     * Looks at one.
     *
     * @throws org.apache.parquet.crypto.ParquetCryptoRuntimeException if a KMS can't be asked, which is no fault of the file
     */
    @Override
    public Inspection with(Configuration configuration, LakeFile file) {
        return new FileLook(configuration, file, asking ? keys : null).look();
    }

    private Object readResolve() {
        return new Inspector(asking);
    }

}
