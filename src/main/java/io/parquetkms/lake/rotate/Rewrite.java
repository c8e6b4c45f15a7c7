package io.parquetkms.lake.rotate;

import io.parquetkms.footer.FileTail;
import io.parquetkms.lake.FileWork;
import io.parquetkms.lake.LakeFile;
import io.parquetkms.lake.replace.FileChangedException;
import io.parquetkms.lake.replace.Replaced;
import io.parquetkms.lake.replace.Replacement;
import io.parquetkms.lake.replace.Replacements;
import io.parquetkms.lake.replace.RunId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.crypto.ParquetCryptoRuntimeException;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.jspecify.annotations.Nullable;

/** Gives a file a footer with the new keys: nothing else of it changes. */
final class Rewrite implements FileWork<Rotated> {

    private static final long serialVersionUID = 1L;

    private final FooterWork footers;
    private final HashMap<MovedKey, NewKey> keys;
    private final RunIds runs;

    /**
     * With these keys.
     *
     * @param runs whose temporary files there may be
     */
    Rewrite(FooterWork footers, Map<MovedKey, NewKey> keys, RunIds runs) {
        this.footers = footers;
        this.keys = new HashMap<>(keys);
        this.runs = runs;
    }

    @Override
    public Rotated with(Configuration configuration, LakeFile file) throws IOException {
        FooterWork.Here here = footers.in(configuration);
        try {
            FileFooter footer = footers.read(here, file);
            Set<MovedKey> moved = footer == null ? Set.of() : footer.moved();
            return footer == null || moved.isEmpty()
                    ? new Rotated(file, new ArrayList<>(), null, null)
                    : new Rotated(file, fingerprints(moved), replaced(here, file, footer, moved), null);
        } catch (IOException e) {
            return new Rotated(file, new ArrayList<>(), null, Problems.of(file.path(), e));
        } catch (ParquetCryptoRuntimeException e) {
            return new Rotated(file, new ArrayList<>(), null, Problems.of(file.path(), e));
        }
    }

    private Replaced replaced(FooterWork.Here here, LakeFile file, FileFooter footer, Set<MovedKey> moved)
            throws IOException {
        HashMap<MovedKey, String> wrapped = new HashMap<>();
        for (MovedKey key : moved) {
            wrapped.put(key, ciphertext(keys.get(key)));
        }
        FileTail changed = footer.under(wrapped::get);
        if (changed.bytes().length != footer.tail().bytes().length) {
            footers.checkSize(here, file);
        }
        Replacement replacement = replacement(here, file, runs.own());
        for (String earlier : runs.earlier()) {
            replacement(here, file, earlier).clean(file);
        }
        PageSample pages = footers.options().samplePages() ? new PageSample(here, footer.newContext()) : null;
        NewFooterCheck check = new NewFooterCheck(footer, changed, footers.move(), pages);
        Replaced replaced = replacement.tail(file, footer.tail().start(), changed.bytes(), check);
        checkReplaced(here, replaced.file(), changed);
        return replaced;
    }

    private static Replacement replacement(FooterWork.Here here, LakeFile file, String run) throws IOException {
        return Replacements.of(here.configuration(), file.hadoopPath(), new RunId(run), false);
    }

    @SuppressWarnings("NonApiType") // a List need not be serializable
    private ArrayList<String> fingerprints(Set<MovedKey> moved) {
        ArrayList<String> fingerprints = new ArrayList<>();
        for (MovedKey key : moved) {
            NewKey changed = keys.get(key);
            fingerprints.add(changed == null ? "" : Evidence.fingerprint(changed.ciphertext()));
        }
        return fingerprints;
    }

    private static String ciphertext(@Nullable NewKey key) throws IOException {
        if (key == null) {
            throw new FileChangedException("It holds another key than when it was looked at a moment before");
        } else if (key.isRefused()) {
            throw new RefusedFileException(key.refusal());
        }
        return key.ciphertext();
    }

    /** Storage may lie; and so it is known when another writer came at the same time. */
    private static void checkReplaced(FooterWork.Here here, LakeFile file, FileTail expected) throws IOException {
        FileTail found = FileTail.read(HadoopInputFile.fromPath(file.hadoopPath(), here.configuration()));
        if (!Arrays.equals(found.bytes(), expected.bytes())) {
            throw new FileChangedException("It was rotated, and somebody else has replaced it in the same moment");
        }
    }
}
