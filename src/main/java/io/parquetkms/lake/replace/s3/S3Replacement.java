package io.parquetkms.lake.replace.s3;

import io.parquetkms.lake.LakeFile;
import io.parquetkms.lake.replace.FileChangedException;
import io.parquetkms.lake.replace.Replaced;
import io.parquetkms.lake.replace.Replacement;
import io.parquetkms.lake.replace.RunId;
import io.parquetkms.lake.replace.Traffic;
import io.parquetkms.lake.replace.Verification;
import java.io.IOException;
import java.util.Arrays;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/**
 * Long files by a multipart upload, of which all that stays is copied within S3; short ones by one request. Either takes the old one's
 * place at once, and only if that is still the one that was looked at.
 */
final class S3Replacement implements Replacement {

    /** S3 copies up to 5 GiB by one request; this much keeps each short. */
    private static final long COPIED_PART = 1L << 30;

    private final S3Bucket bucket;
    private final RunId run;
    private final Conditions conditions;
    private final LocalFiles files;

    S3Replacement(S3Bucket bucket, RunId run, boolean force) {
        this.bucket = bucket;
        this.run = run;
        conditions = new Conditions(bucket, run, force);
        files = new LocalFiles(bucket.settings().bufferDirectory(), run);
    }

    @Override
    public Replaced tail(LakeFile file, long kept, byte[] tail, Verification verification) throws IOException {
        if (kept < 0 || kept > file.length()) {
            throw new IllegalArgumentException(
                    "Invalid number of kept bytes " + kept + ": " + file + " has not as many");
        }
        Traffic traffic = new Traffic();
        S3Object object = asListed(file, traffic);
        if (kept < PartSizes.SMALLEST) {
            byte[] all = Arrays.copyOf(
                    bucket.read(object.key(), object.etag(), 0, (int) kept, traffic), (int) kept + tail.length);
            System.arraycopy(tail, 0, all, (int) kept, tail.length);
            verification.check(new NewEnd(object, 0, all, traffic));
            return finished(file, object, new Outcome(all.length, tail), traffic, put(object, all, traffic));
        }
        verification.check(new NewEnd(object, kept, tail, traffic));
        return uploaded(file, object, new Outcome(kept + tail.length, tail), traffic, upload -> {
            long from = 0;
            for (long size : PartSizes.of(kept, COPIED_PART, run)) {
                upload.copy(from, size);
                from += size;
            }
            upload.add(RequestBody.fromBytes(tail), tail.length);
        });
    }

    @Override
    public Replaced whole(LakeFile file, Path written, Verification verification) throws IOException {
        Traffic traffic = new Traffic();
        S3Object object = asListed(file, traffic);
        LocalFiles.Written content = files.written(written);
        verification.check(content.inputFile());
        Outcome outcome = new Outcome(content.length(), content.end());
        Replaced done = content.length() < PartSizes.SMALLEST
                ? finished(file, object, outcome, traffic, put(object, content.all(), traffic))
                : uploaded(file, object, outcome, traffic, upload -> content.parts(run, upload::add));
        files.delete(written);
        return done;
    }

    private S3Object asListed(LakeFile file, Traffic traffic) throws IOException {
        S3Object object = bucket.object(key(file), traffic);
        if (!object.is(file)) {
            throw new FileChangedException(file.path() + " was changed meanwhile; nothing was done to it");
        }
        return object;
    }

    private static String key(LakeFile file) {
        return file.hadoopPath().toUri().getPath().substring(1);
    }

    /** What an object has once it is replaced. */
    @SuppressWarnings("ArrayRecordComponent") // neither compared nor changed
    private record Outcome(long length, byte[] end) {}

    /** Fills an upload. */
    @FunctionalInterface
    private interface Parts {
        void of(S3Upload upload) throws IOException;
    }

    /** Replaces what has an ETag; null: whatever is there. */
    @FunctionalInterface
    private interface IfMatch {
        void send(@Nullable String etag) throws IOException;
    }

    /**
     * The request by which an object becomes another.
     *
     * @param upload it completes one
     */
    private record LastRequest(boolean upload, IfMatch ifMatch) {}

    private Replaced uploaded(LakeFile file, S3Object object, Outcome outcome, Traffic traffic, Parts parts)
            throws IOException {
        conditions.check(object.key(), true, traffic);
        S3Upload upload = new S3Upload(object, traffic);
        try {
            parts.of(upload);
            return finished(file, object, outcome, traffic, new LastRequest(true, upload::complete));
        } catch (IOException | RuntimeException e) {
            try {
                upload.abort();
            } catch (IOException | RuntimeException again) {
                e.addSuppressed(again);
            }
            throw e;
        }
    }

    private LastRequest put(S3Object object, byte[] all, Traffic traffic) {
        return new LastRequest(false, etag -> {
            bucket.answer(
                    "write",
                    object.key(),
                    () -> bucket.client()
                            .putObject(
                                    request -> {
                                        object.keep(request);
                                        request.bucket(bucket.name())
                                                .key(object.key())
                                                .ifMatch(etag)
                                                .overrideConfiguration(S3Bucket.counted(traffic));
                                    },
                                    RequestBody.fromBytes(all)));
            traffic.written(all.length);
        });
    }

    private Replaced finished(LakeFile file, S3Object object, Outcome outcome, Traffic traffic, LastRequest last)
            throws IOException {
        boolean conditional = conditions.check(object.key(), last.upload, traffic);
        if (!conditional && !bucket.head(object.key(), traffic).eTag().equals(object.etag())) {
            throw new FileChangedException(file.path() + " was changed meanwhile; nothing was done to it");
        }
        try {
            last.ifMatch.send(conditional ? object.etag() : null);
        } catch (IOException e) {
            checkDone(file, object, outcome, traffic, e);
        }
        HeadObjectResponse now = bucket.head(object.key(), traffic);
        if (now.contentLength() != outcome.length) {
            throw new FileChangedException(file.path() + " has " + now.contentLength()
                    + " bytes after it was replaced by " + outcome.length + ": somebody else has replaced it since");
        }
        return new Replaced(
                new LakeFile(
                        file.path(), now.contentLength(), now.lastModified().toEpochMilli()),
                traffic.bytesRead(),
                traffic.bytesWritten(),
                traffic.requests(),
                conditions.remark(object.remark(), conditional));
    }

    /**
     * The answer may have been lost, and the client's next attempt then finds no upload, or another ETag: its own. And a server may hang up
     * on a write that it refuses.
     */
    private void checkDone(LakeFile file, S3Object object, Outcome outcome, Traffic traffic, IOException failure)
            throws IOException {
        HeadObjectResponse now = bucket.head(object.key(), traffic);
        if (now.eTag().equals(object.etag())) {
            throw failure;
        }
        long from = outcome.length - outcome.end.length;
        if (now.contentLength() != outcome.length
                || !Arrays.equals(
                        outcome.end, bucket.read(object.key(), now.eTag(), from, outcome.end.length, traffic))) {
            throw new FileChangedException(file.path() + " was changed meanwhile; nothing was done to it", failure);
        }
    }

    @Override
    public Path temporary(LakeFile file) throws IOException {
        return files.temporary(file);
    }

    @Override
    public void clean(LakeFile file) throws IOException {
        files.delete(files.temporary(file));
        new BegunUploads(bucket, run).abort(key(file), new Traffic());
    }
}
