package io.parquetkms.lake.rotate;

import com.github.benmanes.caffeine.cache.Ticker;
import io.parquetkms.kms.KeyRight;
import io.parquetkms.kms.Kms;
import io.parquetkms.kms.KmsError;
import io.parquetkms.kms.Provider;
import io.parquetkms.lake.FileProblem;
import io.parquetkms.lake.LakeFile;
import io.parquetkms.lake.Workers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.parquet.crypto.KeyAccessDeniedException;
import org.apache.parquet.crypto.ParquetCryptoRuntimeException;

/** One rotation, batch by batch: workers look at footers, this thread has the keys re-encrypted, workers rewrite footers. For one thread. */
final class RotationRun implements AutoCloseable {

    private final Provider provider;
    private final KeyMove move;
    private final Workers workers;
    private final Tally tally;
    private final Evidence evidence;
    private final FooterWork footers;
    private final double rate;
    private final ReEncryption reEncryption;
    private final List<String> remarks;

    RotationRun(
            RotationOptions options,
            Provider provider,
            Kms kms,
            ResolvedKeys keys,
            Workers workers,
            Tally tally,
            Evidence evidence) {
        this.provider = provider;
        this.workers = workers;
        this.tally = tally;
        this.evidence = evidence;
        move = keys.move();
        remarks = keys.remarks();
        footers = new FooterWork(move, options);
        rate = options.requestsPerSecond() > 0
                ? options.requestsPerSecond()
                : options.quotaShare() * provider.requestQuota(move.to());
        Pause pause = Pause.sleeping();
        reEncryption = new ReEncryption(
                kms,
                move,
                keys.source(),
                keys.destination(),
                new Pace(rate, Ticker.systemTicker(), pause),
                new Patience(pause));
    }

    /** What would be done. */
    RotationSummary plan(Iterator<LakeFile> all) throws IOException {
        String refusal = "";
        DistinctKeys keys = new DistinctKeys();
        while (all.hasNext()) {
            Batch batch = new Batch(all);
            workers.forEach(batch, new Look(footers), look -> {
                tally.lookedAt(look);
                if (!look.moved().isEmpty()) {
                    batch.rotate(look.file(), look.moved());
                    tally.planned(look);
                }
            });
            keys.add(batch.keys());
            if (refusal.isEmpty() && !batch.keys().isEmpty() && !move.relabels()) {
                refusal = refusal(batch.keys().iterator().next());
            }
        }
        long requests = move.relabels() ? 0 : keys.number();
        return tally.summary(move, provider, keys.number(), requests, rate, refusal, remarks);
    }

    /** Does it. */
    RotationSummary rotate(Iterator<LakeFile> all) throws IOException {
        DistinctKeys keys = new DistinctKeys();
        RunIds runs = evidence.runs();
        while (all.hasNext()) {
            Batch batch = look(all);
            Map<MovedKey, NewKey> moved = reEncrypted(batch);
            keys.add(batch.keys());
            rewrite(batch, new Rewrite(footers, moved, runs));
            evidence.flush();
        }
        return tally.summary(move, provider, keys.number(), reEncryption.requests(), rate, "", remarks);
    }

    private Batch look(Iterator<LakeFile> all) throws IOException {
        Batch batch = new Batch(all);
        workers.forEach(batch, new Look(footers), look -> {
            LookedAt found = isDone(look) ? look.withNothingToDo() : look;
            tally.lookedAt(found);
            if (!found.moved().isEmpty()) {
                batch.rotate(found.file(), found.moved());
            }
        });
        for (LakeFile file : batch.toRotate()) {
            evidence.planned(file.path());
        }
        return batch;
    }

    /** With the same KMS key, a file that was rotated looks as one that is to be. */
    private boolean isDone(LookedAt look) {
        return move.isInPlace()
                && !look.moved().isEmpty()
                && (reEncryption.hasMade(look.moved()) || evidence.hasMade(look.moved()));
    }

    private void rewrite(Batch batch, Rewrite rewrite) throws IOException {
        try {
            workers.forEach(batch.toRotate().iterator(), rewrite, this::rewritten);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void rewritten(Rotated file) {
        tally.rotated(file);
        FileProblem problem = file.problem();
        try {
            if (problem != null) {
                evidence.failed(problem);
            } else if (file.replaced() != null) {
                evidence.rotated(file.file().path(), file.newKeys());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<MovedKey, NewKey> reEncrypted(Batch batch) throws IOException {
        try {
            return reEncryption.of(batch.keys());
        } catch (KeyAccessDeniedException e) {
            throw denied(e);
        }
    }

    private String refusal(MovedKey key) throws IOException {
        String refusal = reEncryption.refusal(key);
        return refusal.isEmpty() ? "" : refused(refusal);
    }

    /** It would be the same for all others. */
    private ParquetCryptoRuntimeException denied(KeyAccessDeniedException e) {
        return KmsError.DENIED.exception(refused(String.valueOf(e.getMessage())), e);
    }

    private String refused(String why) {
        String policy = provider.policy(List.of(
                new KeyRight("ReEncryptFrom", KeyRight.Use.REWRAP_FROM, move.source(), List.of()),
                new KeyRight("ReEncryptTo", KeyRight.Use.REWRAP_TO, move.to(), List.of())));
        return "This role may not re-encrypt from " + move.source() + " to " + move.to() + ": " + why
                + (policy.isEmpty() ? "" : ". It needs both: " + policy);
    }

    @Override
    public void close() {
        reEncryption.close();
    }
}
