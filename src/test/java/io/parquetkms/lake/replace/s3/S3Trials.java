package io.parquetkms.lake.replace.s3;

import io.parquetkms.lake.LakeFile;
import io.parquetkms.lake.replace.FileChangedException;
import io.parquetkms.lake.replace.Replaced;
import io.parquetkms.lake.replace.Replacement;
import io.parquetkms.lake.replace.Replacements;
import io.parquetkms.lake.replace.RunId;
import io.parquetkms.lake.replace.Traffic;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Replaces objects of a server that speaks S3's protocol, in each way, and says what came of it: one line each. Arguments: the server, and
 * {@code force} or nothing.
 */
public final class S3Trials {

    private static final String BUCKET = "lake";
    private static final RunId RUN = new RunId("run-1");

    private final S3Client client;
    private final Configuration configuration = new Configuration(false);
    private final boolean force;

    private S3Trials(String endpoint, boolean force) {
        this.force = force;
        configuration.set("fs.s3a.endpoint", endpoint);
        configuration.set("fs.s3a.endpoint.region", "eu-west-1");
        configuration.set("fs.s3a.path.style.access", "true");
        configuration.set("fs.s3a.bucket.lake.access.key", "any");
        configuration.set("fs.s3a.secret.key", "any");
        client = S3Client.builder()
                .endpointOverride(URI.create(endpoint))
                .region(Region.EU_WEST_1)
                .forcePathStyle(true)
                .httpClient(UrlConnectionHttpClient.create())
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
                .build();
    }

    /** A step. */
    private interface Step {
        String run() throws Exception;
    }

    /** Runs all. */
    public static void main(String[] arguments) {
        S3Trials trials = new S3Trials(arguments[0], arguments.length > 1);
        for (Map.Entry<String, Integer> size :
                Map.of("short", 1 << 20, "long", 40 << 20).entrySet()) {
            String name = size.getKey();
            int kept = size.getValue();
            say(name + "-tail", () -> trials.tail(name + ".parquet", kept));
            say(name + "-changed", () -> trials.changed(name + "-changed.parquet", kept));
            say(name + "-whole", () -> trials.whole(name + "-whole.parquet", kept));
            say(name + "-refused", () -> trials.refused(name + "-refused.parquet", kept));
        }
        say("killed", () -> trials.killed("killed.parquet"));
    }

    private static void say(String name, Step step) {
        try {
            System.out.println("step\t" + name + "\t" + step.run());
        } catch (Exception | AssertionError e) {
            System.out.println("step\t" + name + "\t" + e);
        }
    }

    private byte[] content(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private LakeFile put(String key, byte[] content) {
        client.putObject(
                request -> request.bucket(BUCKET)
                        .key(key)
                        .metadata(Map.of("owner", "payroll"))
                        .contentType("application/vnd.apache.parquet")
                        .cacheControl("no-cache")
                        .tagging("class=pii"),
                RequestBody.fromBytes(content));
        return listed(key);
    }

    private LakeFile listed(String key) {
        HeadObjectResponse head =
                client.headObject(request -> request.bucket(BUCKET).key(key));
        return new LakeFile(
                "s3a://lake/" + key, head.contentLength(), head.lastModified().toEpochMilli());
    }

    private Replacement replacement() throws IOException {
        return Replacements.of(configuration, new Path("s3a://lake/x"), RUN, force);
    }

    private byte[] read(String key) throws IOException {
        try (ResponseInputStream<GetObjectResponse> in =
                client.getObject(request -> request.bucket(BUCKET).key(key))) {
            return in.readAllBytes();
        }
    }

    private static byte[] joined(byte[] body, byte[] tail) {
        byte[] all = Arrays.copyOf(body, body.length + tail.length);
        System.arraycopy(tail, 0, all, body.length, tail.length);
        return all;
    }

    private static void verify(InputFile candidate, byte[] expected, int from) throws IOException {
        byte[] found = new byte[expected.length - from];
        try (SeekableInputStream in = candidate.newStream()) {
            in.seek(from);
            in.readFully(found);
        }
        if (candidate.getLength() != expected.length
                || !Arrays.equals(found, Arrays.copyOfRange(expected, from, expected.length))) {
            throw new IOException("The candidate is not what it should be");
        }
    }

    private String tail(String key, int kept) throws IOException {
        byte[] body = content(kept);
        LakeFile file = put(key, joined(body, content(3000)));
        byte[] expected = joined(body, content(3001));
        Replaced done =
                replacement().tail(file, kept, content(3001), candidate -> verify(candidate, expected, kept - 1000));
        Replaced again = replacement()
                .tail(done.file(), kept, content(3000), candidate -> verify(candidate, joined(body, content(3000)), 0));
        return same(key, joined(body, content(3000))) + kept(key) + " " + again.bytesRead() + " bytes read, "
                + again.bytesWritten() + " written, " + again.requests() + " requests" + remark(again);
    }

    private String same(String key, byte[] expected) throws IOException {
        return Arrays.equals(read(key), expected) ? "new" : "WRONG CONTENT";
    }

    private String kept(String key) {
        HeadObjectResponse head =
                client.headObject(request -> request.bucket(BUCKET).key(key));
        String tags;
        try {
            tags = client.getObjectTagging(request -> request.bucket(BUCKET).key(key))
                    .tagSet()
                    .toString();
        } catch (S3Exception e) {
            tags = "no tags here";
        }
        return " " + head.metadata() + " " + head.contentType() + " " + head.cacheControl() + " " + tags;
    }

    private static String remark(Replaced done) {
        return done.remark().isEmpty() ? "" : " (" + done.remark() + ")";
    }

    private String changed(String key, int kept) throws IOException {
        LakeFile file = put(key, content(kept + 3000));
        byte[] others = content(kept + 7);
        try {
            replacement().tail(file, kept, content(3001), candidate -> put(key, others));
            return "NOT NOTICED";
        } catch (FileChangedException e) {
            return same(key, others) + " uploads " + uploads(key);
        }
    }

    private long uploads(String key) {
        return client.listMultipartUploads(request -> request.bucket(BUCKET).prefix(key))
                .uploads()
                .size();
    }

    private String refused(String key, int kept) throws IOException {
        byte[] old = content(kept + 3000);
        LakeFile file = put(key, old);
        try {
            replacement().tail(file, kept, content(3001), candidate -> {
                throw new IOException("wrong");
            });
            return "NOT REFUSED";
        } catch (IOException e) {
            return same(key, old) + " " + e.getMessage() + " uploads " + uploads(key);
        }
    }

    private String whole(String key, int length) throws IOException {
        LakeFile file = put(key, content(length));
        byte[] another = content(length + 77);
        Path written = replacement().temporary(file);
        java.nio.file.Path local = java.nio.file.Path.of(written.toUri());
        Files.write(local, another);
        Replaced done = replacement().whole(file, written, candidate -> verify(candidate, another, 0));
        return same(key, another) + kept(key) + " " + done.bytesRead() + " bytes read, " + done.bytesWritten()
                + " written, " + done.requests() + " requests, temporary " + Files.exists(local);
    }

    /** What a killed process leaves, and what another of the same key began. */
    private String killed(String key) throws IOException {
        LakeFile file = put(key, content(40 << 20));
        S3Bucket bucket = new S3Bucket(S3Settings.of(configuration, BUCKET), client);
        S3Upload upload = new S3Upload(bucket.object(key, new Traffic()), new Traffic());
        upload.copy(0, PartSizes.first(RUN));
        S3Upload others = new S3Upload(bucket.object(key, new Traffic()), new Traffic());
        others.copy(0, PartSizes.first(RUN) - 1);
        long before = uploads(key);
        replacement().clean(file);
        long after = uploads(key);
        others.abort();
        return before + " uploads, then " + after;
    }
}
