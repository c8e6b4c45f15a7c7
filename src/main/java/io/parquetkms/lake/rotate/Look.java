package io.parquetkms.lake.rotate;

import io.parquetkms.lake.FileWork;
import io.parquetkms.lake.LakeFile;
import java.io.IOException;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.crypto.ParquetCryptoRuntimeException;

/** Looks which keys of a file move. Changes nothing. */
final class Look implements FileWork<LookedAt> {

    private static final long serialVersionUID = 1L;

    private final FooterWork footers;

    Look(FooterWork footers) {
        this.footers = footers;
    }

    @Override
    public LookedAt with(Configuration configuration, LakeFile file) throws IOException {
        FooterWork.Here here = footers.in(configuration);
        try {
            FileFooter footer = footers.read(here, file);
            if (footer == null) {
                return LookedAt.plaintext(file);
            }
            Set<MovedKey> moved = footer.moved();
            if (!moved.isEmpty() && footer.wouldGrow()) {
                footers.checkSize(here, file);
            }
            return LookedAt.of(file, footer, moved);
        } catch (IOException e) {
            return LookedAt.problem(file, Problems.of(file.path(), e));
        } catch (ParquetCryptoRuntimeException e) {
            return LookedAt.problem(file, Problems.of(file.path(), e));
        }
    }
}
