package io.parquetkms.lake.replace.s3;

import io.parquetkms.lake.replace.FileChangedException;
import io.parquetkms.lake.replace.Traffic;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.hadoop.security.AccessControlException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.RequestPayer;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.Tag;
import software.amazon.awssdk.services.s3.model.Tagging;

/** One bucket, by its client. Safe on any thread. */
record S3Bucket(S3Settings settings, S3Client client, ConditionProbe probe) {

    private static final int BAD_REQUEST = 400;
    private static final int DENIED = 403;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int PRECONDITION_FAILED = 412;
    private static final int RANGE_NOT_SATISFIABLE = 416;
    private static final int NOT_IMPLEMENTED = 501;

    S3Bucket(S3Settings settings, S3Client client) {
        this(settings, client, new ConditionProbe());
    }

    String name() {
        return settings.bucket();
    }

    @Nullable
    RequestPayer payer() {
        return settings.requesterPays() ? RequestPayer.REQUESTER : null;
    }

    static Consumer<AwsRequestOverrideConfiguration.Builder> counted(Traffic traffic) {
        return overrides -> overrides.putExecutionAttribute(RequestCount.TRAFFIC, traffic);
    }

    S3Object object(String key, Traffic traffic) throws IOException {
        HeadObjectResponse head = head(key, traffic);
        S3Object object = new S3Object(this, key, head, Tagging.builder().build());
        object.checkReplaceable();
        return new S3Object(this, key, head, tags(key, traffic));
    }

    HeadObjectResponse head(String key, Traffic traffic) throws IOException {
        return answer(
                "look at",
                key,
                () -> client.headObject(request -> request.bucket(name())
                        .key(key)
                        .checksumMode(ChecksumMode.ENABLED)
                        .requestPayer(payer())
                        .overrideConfiguration(counted(traffic))));
    }

    private Tagging tags(String key, Traffic traffic) throws IOException {
        List<Tag> tags = answer("read the tags of", key, () -> {
            try {
                return client.getObjectTagging(request -> request.bucket(name())
                                .key(key)
                                .requestPayer(payer())
                                .overrideConfiguration(counted(traffic)))
                        .tagSet();
            } catch (S3Exception e) {
                if (e.statusCode() == NOT_IMPLEMENTED) {
                    return List.of();
                }
                throw e;
            }
        });
        return Tagging.builder().tagSet(tags).build();
    }

    /** From the very object that the ETag names. */
    byte[] read(String key, String etag, long from, int length, Traffic traffic) throws IOException {
        if (length == 0) {
            return new byte[0];
        }
        ResponseBytes<GetObjectResponse> bytes = answer(
                "read",
                key,
                () -> client.getObject(
                        request -> request.bucket(name())
                                .key(key)
                                .ifMatch(etag)
                                .range("bytes=" + from + "-" + (from + length - 1))
                                .requestPayer(payer())
                                .overrideConfiguration(counted(traffic)),
                        ResponseTransformer.toBytes()));
        traffic.read(length);
        if (bytes.asByteArrayUnsafe().length != length) {
            throw new IOException(
                    "Read " + bytes.asByteArrayUnsafe().length + " of " + length + " bytes of " + path(key));
        }
        return bytes.asByteArrayUnsafe();
    }

    String path(String key) {
        return "s3://" + name() + "/" + key;
    }

    /** In the words of file systems. */
    <T> T answer(String verb, String key, Supplier<T> call) throws IOException {
        try {
            return call.get();
        } catch (S3Exception e) {
            throw failure(verb, key, e);
        } catch (SdkException e) {
            throw new IOException("Cannot " + verb + " " + path(key) + ": " + e.getMessage(), e);
        }
    }

    private IOException failure(String verb, String key, S3Exception e) {
        String what = "Cannot " + verb + " " + path(key) + ": ";
        return switch (e.statusCode()) {
            case NOT_FOUND, CONFLICT, PRECONDITION_FAILED, RANGE_NOT_SATISFIABLE ->
                new FileChangedException(path(key) + " was changed or removed meanwhile; nothing was done to it", e);
            case DENIED -> denied(what + "access denied (" + e.getMessage() + ")", e);
            case BAD_REQUEST ->
                new IOException(
                        what + e.getMessage() + " (an object under SSE-C answers so, and can't be replaced)", e);
            default -> new IOException(what + e.getMessage(), e);
        };
    }

    private static IOException denied(String message, S3Exception cause) {
        IOException denied = new AccessControlException(message);
        denied.initCause(cause);
        return denied;
    }
}
