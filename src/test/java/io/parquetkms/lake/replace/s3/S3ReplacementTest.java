package io.parquetkms.lake.replace.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parquetkms.lake.LakeFile;
import io.parquetkms.lake.replace.FileChangedException;
import io.parquetkms.lake.replace.Replaced;
import io.parquetkms.lake.replace.Replacement;
import io.parquetkms.lake.replace.Replacements;
import io.parquetkms.lake.replace.RunId;
import io.parquetkms.lake.replace.Traffic;
import io.parquetkms.lake.replace.UnsafeReplacementException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.MultipartUpload;

/**
 * Objects of S3Proxy are replaced: directly, as it is, without regard to {@code If-Match} on {@code CompleteMultipartUpload}; and behind a
 * proxy that heeds it as S3 does.
 */
@Tag("full")
final class S3ReplacementTest {

    private static final String BUCKET = "lake";
    private static final RunId RUN = new RunId("run-1");
    private static final byte[] TAIL = content(3001, 2);
    private static final byte[] OTHERS = content(777, 3);

    @TempDir
    private static java.nio.file.Path directory = java.nio.file.Path.of("");

    private static S3Server server;
    private static ConditionalProxy proxy;
    private static S3Client client;

    /** How much of a file stays. */
    private enum Size {
        SHORT(1 << 20),
        LONG((17 << 20) + 77);

        private final int kept;

        Size(int kept) {
            this.kept = kept;
        }

        private byte[] old() {
            return joined(content(kept, kept), content(3000, 1));
        }

        private byte[] changed() {
            return joined(content(kept, kept), TAIL);
        }
    }

    @BeforeAll
    static void start() throws IOException {
        server = S3Server.start(directory);
        proxy = new ConditionalProxy(server.uri());
        client = S3Client.builder()
                .endpointOverride(server.uri())
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .httpClient(UrlConnectionHttpClient.create())
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
                .build();
        client.createBucket(request -> request.bucket(BUCKET));
    }

    @AfterAll
    static void stop() {
        client.close();
        proxy.close();
        server.close();
    }

    private static byte[] content(int length, int seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static byte[] joined(byte[] body, byte[] tail) {
        byte[] all = Arrays.copyOf(body, body.length + tail.length);
        System.arraycopy(tail, 0, all, body.length, tail.length);
        return all;
    }

    private static Configuration configuration(URI endpoint) {
        Configuration configuration = new Configuration(false);
        configuration.set("fs.s3a.endpoint", endpoint.toString());
        configuration.set("fs.s3a.endpoint.region", "eu-west-1");
        configuration.set("fs.s3a.path.style.access", "true");
        configuration.set("fs.s3a.bucket.lake.access.key", "any");
        configuration.set("fs.s3a.secret.key", "any");
        configuration.set("fs.s3a.buffer.dir", directory.resolve("buffer").toString());
        return configuration;
    }

    /** Where conditions are heeded. */
    private static Replacement replacement() throws IOException {
        return Replacements.of(configuration(proxy.uri()), new Path("s3a://lake/x"), RUN, false);
    }

    private static Replacement direct(boolean force) throws IOException {
        return Replacements.of(configuration(server.uri()), new Path("s3a://lake/x"), RUN, force);
    }

    private static LakeFile put(String key, byte[] content) {
        client.putObject(
                request -> request.bucket(BUCKET)
                        .key(key)
                        .metadata(Map.of("owner", "payroll"))
                        .contentType("application/vnd.apache.parquet")
                        .cacheControl("no-cache")
                        .contentLanguage("en")
                        .contentDisposition("attachment"),
                RequestBody.fromBytes(content));
        return listed(key);
    }

    private static HeadObjectResponse head(String key) {
        return client.headObject(request -> request.bucket(BUCKET).key(key));
    }

    private static LakeFile listed(String key) {
        HeadObjectResponse head = head(key);
        return new LakeFile(
                "s3a://lake/" + key, head.contentLength(), head.lastModified().toEpochMilli());
    }

    /** Its content, and no upload that was not ended. */
    private static void assertLeft(String key, byte[] content) {
        byte[] found = client.getObject(request -> request.bucket(BUCKET).key(key), ResponseTransformer.toBytes())
                .asByteArray();
        assertThat(Arrays.equals(found, content)).as("content").isTrue();
        assertThat(uploads(key)).isEmpty();
    }

    private static List<String> uploads(String key) {
        return client.listMultipartUploads(request -> request.bucket(BUCKET).prefix(key)).uploads().stream()
                .map(MultipartUpload::uploadId)
                .toList();
    }

    private static void assertIs(InputFile candidate, byte[] expected) throws IOException {
        byte[] found = new byte[expected.length];
        try (SeekableInputStream in = candidate.newStream()) {
            in.readFully(found);
        }
        assertThat(Arrays.equals(found, expected) && candidate.getLength() == expected.length)
                .as("candidate")
                .isTrue();
    }

    private static void assertMetadataKept(String key) {
        HeadObjectResponse head = head(key);
        assertThat(head.metadata()).isEqualTo(Map.of("owner", "payroll"));
        assertThat(List.of(head.contentType(), head.cacheControl(), head.contentLanguage(), head.contentDisposition()))
                .containsExactly("application/vnd.apache.parquet", "no-cache", "en", "attachment");
    }

    @ParameterizedTest
    @EnumSource
    void tail_isReplaced_andAllElseIsKept(Size size) throws IOException {
        String key = "tail-" + size;
        LakeFile file = put(key, size.old());

        Replaced done = replacement().tail(file, size.kept, TAIL, candidate -> {
            assertIs(candidate, size.changed());
            assertLeft(key, size.old());
        });

        assertLeft(key, size.changed());
        assertMetadataKept(key);
        assertThat(done.file()).isEqualTo(listed(key));
        assertThat(done.remark()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void whole_isReplaced_byWhatWasWrittenHere(Size size) throws IOException {
        String key = "whole-" + size;
        LakeFile file = put(key, OTHERS);
        java.nio.file.Path written = write(file, size.changed());

        Replaced done =
                replacement().whole(file, new Path(written.toUri()), candidate -> assertIs(candidate, size.changed()));

        assertLeft(key, size.changed());
        assertMetadataKept(key);
        assertThat(done.file()).isEqualTo(listed(key));
        assertThat(written).doesNotExist();
    }

    private static java.nio.file.Path write(LakeFile file, byte[] content) throws IOException {
        return Files.write(java.nio.file.Path.of(replacement().temporary(file).toUri()), content);
    }

    @ParameterizedTest
    @EnumSource
    void refusedByTheVerification_leavesTheObject(Size size) {
        String key = "refused-" + size;
        LakeFile file = put(key, size.old());

        assertThatThrownBy(() -> replacement().tail(file, size.kept, TAIL, candidate -> {
                    throw new IOException("wrong");
                }))
                .hasMessage("wrong");

        assertLeft(key, size.old());
    }

    @ParameterizedTest
    @EnumSource
    void anotherOneThanListed_isRefused(Size size) {
        String key = "another-" + size;
        LakeFile file = put(key, size.old());
        LakeFile before = new LakeFile(file.path(), file.length(), file.modified() - 1000);

        assertThatThrownBy(() -> replacement().tail(before, size.kept, TAIL, candidate -> {}))
                .isInstanceOf(FileChangedException.class);

        assertLeft(key, size.old());
    }

    @ParameterizedTest
    @EnumSource
    void changedMeanwhile_isRefused(Size size) {
        String key = "changed-" + size;
        LakeFile file = put(key, size.old());

        assertThatThrownBy(() -> replacement().tail(file, size.kept, TAIL, candidate -> put(key, OTHERS)))
                .isInstanceOf(FileChangedException.class)
                .hasMessageContaining("was changed");

        assertLeft(key, OTHERS);
    }

    /** No part is copied from the object, so that only the condition on the last request is left to notice it. */
    @ParameterizedTest
    @EnumSource
    void changedMeanwhile_wholeIsRefused_andStaysHereUntilCleaned(Size size) throws IOException {
        String key = "changed-whole-" + size;
        LakeFile file = put(key, size.old());
        java.nio.file.Path written = write(file, size.changed());

        assertThatThrownBy(() -> replacement().whole(file, new Path(written.toUri()), candidate -> put(key, OTHERS)))
                .isInstanceOf(FileChangedException.class);

        assertLeft(key, OTHERS);
        replacement().clean(file);
        assertThat(written).doesNotExist();
    }

    @ParameterizedTest
    @EnumSource
    void goneMeanwhile_staysAway(Size size) {
        String key = "gone-" + size;
        LakeFile file = put(key, size.old());

        assertThatThrownBy(() -> replacement()
                        .tail(
                                file,
                                size.kept,
                                TAIL,
                                candidate -> client.deleteObject(
                                        request -> request.bucket(BUCKET).key(key))))
                .isInstanceOf(FileChangedException.class);

        assertThat(keys(key)).isEmpty();
        assertThat(uploads(key)).isEmpty();
    }

    private static List<String> keys(String prefix) {
        return client.listObjectsV2(request -> request.bucket(BUCKET).prefix(prefix)).contents().stream()
                .map(object -> object.key())
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void conflict_isRefused_andTheNextAttemptGoesOn(Size size) throws IOException {
        String key = "conflict-" + size;
        LakeFile file = put(key, size.old());

        assertThatThrownBy(() -> replacement()
                        .tail(file, size.kept, TAIL, candidate -> proxy.next(ConditionalProxy.Fault.CONFLICT)))
                .isInstanceOf(FileChangedException.class);
        assertLeft(key, size.old());

        replacement().tail(file, size.kept, TAIL, candidate -> {});
        assertLeft(key, size.changed());
    }

    /** The client asks again, and is told that the object is another one by now: its own. */
    @ParameterizedTest
    @EnumSource
    void lostAnswer_isNoFailure(Size size) throws IOException {
        String key = "lost-" + size;
        LakeFile file = put(key, size.old());

        Replaced done =
                replacement().tail(file, size.kept, TAIL, candidate -> proxy.next(ConditionalProxy.Fault.LOST_ANSWER));

        assertThat(proxy.next()).isEqualTo(ConditionalProxy.Fault.NONE);
        assertLeft(key, size.changed());
        assertThat(done.file()).isEqualTo(listed(key));
    }

    /** As docs/replace.md tells. */
    @Test
    void requests_areAsManyAsAreHeard() throws IOException {
        assertThat(heard(Size.SHORT)).isEqualTo(Map.of("HEAD", 2, "GET", 2, "PUT", 1));
        assertThat(heard(Size.LONG)).isEqualTo(Map.of("HEAD", 2, "GET", 1, "POST", 2, "PUT", 3));
    }

    private static Map<String, Integer> heard(Size size) throws IOException {
        LakeFile file = put("requests-" + size, size.old());
        Replaced first = replacement().tail(file, size.kept, TAIL, candidate -> {}); // and tries the server
        proxy.requests();
        Replaced done = replacement().tail(first.file(), size.kept, TAIL, candidate -> {});
        Map<String, Integer> heard = proxy.requests();
        assertThat(done.requests())
                .isEqualTo(heard.values().stream().mapToInt(Integer::intValue).sum());
        assertThat(done.bytesWritten()).isEqualTo(size == Size.SHORT ? size.kept + TAIL.length : TAIL.length);
        return heard;
    }

    @Test
    void long_whereTheServerIgnoresTheCondition_isRefusedUnlessForced() throws IOException {
        LakeFile file = put("ignored", Size.LONG.old());

        assertThatThrownBy(() -> direct(false).tail(file, Size.LONG.kept, TAIL, candidate -> {}))
                .isInstanceOf(UnsafeReplacementException.class)
                .hasMessageContaining("writes without regard to If-Match");
        assertLeft("ignored", Size.LONG.old());

        Replaced done = direct(true).tail(file, Size.LONG.kept, TAIL, candidate -> {});

        assertLeft("ignored", Size.LONG.changed());
        assertThat(done.remark()).contains("writes without regard to If-Match");
        assertThat(keys(".")).as("what it was tried with").isEmpty();
    }

    @Test
    void forced_itLooksOnceMoreBeforeItWrites() throws IOException {
        LakeFile file = put("forced", OTHERS);
        java.nio.file.Path written = write(file, Size.LONG.changed());

        assertThatThrownBy(() -> direct(true)
                        .whole(file, new Path(written.toUri()), candidate -> put("forced", Size.SHORT.old())))
                .isInstanceOf(FileChangedException.class);

        assertLeft("forced", Size.SHORT.old());
    }

    /** This server hangs up on a write that it refuses. */
    @Test
    void short_whereTheServerHeedsTheCondition_isRefusedByItself() {
        LakeFile file = put("short", Size.SHORT.old());

        assertThatThrownBy(() -> direct(false).tail(file, Size.SHORT.kept, TAIL, candidate -> put("short", OTHERS)))
                .isInstanceOf(FileChangedException.class);

        assertLeft("short", OTHERS);
    }

    @Test
    void clean_endsTheRunsUploads_andNoOthers() throws IOException {
        LakeFile file = put("killed", Size.LONG.old());
        S3Bucket bucket = new S3Bucket(S3Settings.of(configuration(server.uri()), BUCKET), client);
        S3Upload own = new S3Upload(bucket.object("killed", new Traffic()), new Traffic());
        own.copy(0, PartSizes.first(RUN));
        S3Upload others = new S3Upload(bucket.object("killed", new Traffic()), new Traffic());
        others.copy(0, PartSizes.first(RUN) - 1);
        assertThat(uploads("killed")).hasSize(2);

        replacement().clean(file);

        assertThat(uploads("killed")).hasSize(1);
        others.abort();
        assertLeft("killed", Size.LONG.old());
    }
}
