package io.parquetkms.lake.rotate;

import io.parquetkms.kms.Provider;
import io.parquetkms.lake.FileProblem;
import io.parquetkms.lake.replace.Replaced;
import io.parquetkms.lake.rotate.RotatedFile.Outcome;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Counts what a rotation does, and tells of each file. For one thread. */
final class Tally {

    /** As many different ones as people read. */
    private static final int MAX_REMARKS = 20;

    private final Consumer<RotatedFile> files;
    private final EnumMap<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
    private final EnumMap<FileProblem.Kind, Long> problems = new EnumMap<>(FileProblem.Kind.class);
    private final Map<String, Long> remarks = new LinkedHashMap<>();
    private long looked;
    private long toRotate;
    private long singleWrapped;
    private long footerKeyIsAColumns;
    private long resized;
    private long bytesRead;
    private long bytesWritten;
    private long reads;
    private long changes;

    Tally(Consumer<RotatedFile> files) {
        this.files = files;
    }

    /** A file was looked at, and nothing follows. */
    void lookedAt(LookedAt look) {
        looked++;
        footerKeyIsAColumns += look.footerKeyIsAColumns() ? 1 : 0;
        FileProblem problem = look.problem();
        if (problem != null) {
            problem(problem);
        } else if (look.moved().isEmpty()) {
            tell(look, look.encrypted() ? Outcome.OTHER_KEYS : Outcome.PLAINTEXT);
        } else {
            toRotate++;
            singleWrapped += look.singleWrapped() > 0 ? 1 : 0;
        }
    }

    /** It would be rotated. */
    void planned(LookedAt look) {
        resized += look.grows() ? 1 : 0;
        if (StoragePrices.isS3(look.file().path())) {
            reads += StoragePrices.reads();
            changes += StoragePrices.changes(look.file().length());
        }
        tell(look, Outcome.WOULD_ROTATE);
    }

    private void tell(LookedAt look, Outcome outcome) {
        count(outcome);
        long bytes = look.file().length();
        files.accept(new RotatedFile(look.file().path(), outcome, look.moved().size(), bytes, bytes, 0, 0, null));
    }

    void rotated(Rotated file) {
        FileProblem problem = file.problem();
        Replaced replaced = file.replaced();
        if (problem != null) {
            problem(problem);
        } else if (replaced == null) { // somebody else has
            toRotate--;
            count(Outcome.OTHER_KEYS);
        } else {
            count(Outcome.ROTATED);
            resized += replaced.file().length() == file.file().length() ? 0 : 1;
            bytesRead += replaced.bytesRead();
            bytesWritten += replaced.bytesWritten();
            changes += replaced.requests();
            remark(replaced.remark());
            files.accept(new RotatedFile(
                    file.file().path(),
                    Outcome.ROTATED,
                    file.newKeys().size(),
                    file.file().length(),
                    replaced.file().length(),
                    replaced.bytesRead(),
                    replaced.bytesWritten(),
                    null));
        }
    }

    void problem(FileProblem problem) {
        count(Outcome.PROBLEM);
        problems.merge(problem.kind(), 1L, Long::sum);
        files.accept(new RotatedFile(problem.path(), Outcome.PROBLEM, 0, 0, 0, 0, 0, problem));
    }

    private void count(Outcome outcome) {
        outcomes.merge(outcome, 1L, Long::sum);
    }

    private void remark(String remark) {
        if (!remark.isEmpty() && (remarks.containsKey(remark) || remarks.size() < MAX_REMARKS)) {
            remarks.merge(remark, 1L, Long::sum);
        }
    }

    private long number(Outcome outcome) {
        return outcomes.getOrDefault(outcome, 0L);
    }

    /**
     * The sums.
     *
     * @param keys distinct wrapped keys
     * @param requests to the KMS
     * @param refusal why it would fail; empty: nothing is known
     */
    RotationSummary summary(
            KeyMove move,
            Provider provider,
            long keys,
            long requests,
            double rate,
            String refusal,
            List<String> remarksOfKeys) {
        List<String> all = new ArrayList<>(remarksOfKeys);
        remarks.forEach((remark, number) -> all.add(remark + " (" + number + (number == 1 ? " file)" : " files)")));
        BigDecimal dollars = provider.dollarsPerRequest()
                .multiply(BigDecimal.valueOf(requests))
                .add(StoragePrices.dollars(reads, changes));
        return new RotationSummary(
                move.from(),
                move.to(),
                looked,
                toRotate,
                number(Outcome.ROTATED),
                number(Outcome.OTHER_KEYS),
                number(Outcome.PLAINTEXT),
                problems,
                keys,
                singleWrapped,
                footerKeyIsAColumns,
                resized,
                requests,
                reads + changes,
                dollars,
                rate == 0 ? 0 : (long) Math.ceil(requests / rate),
                rate,
                bytesRead,
                bytesWritten,
                refusal,
                all);
    }
}
