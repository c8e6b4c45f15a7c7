package io.parquetkms.lake.replace.s3;

import io.parquetkms.lake.replace.Traffic;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Whether a server that is not AWS's refuses to write where a condition is not met. Many that speak S3's protocol don't know this one, and
 * would overwrite what somebody else has just written. Asked once for a bucket, with a hidden object of its own.
 */
final class ConditionProbe {

    private static final String NO_ETAG = "\"00000000000000000000000000000000\"";
    private static final int CLIENT_ERRORS = 400;
    private static final int SERVER_ERRORS = 500;

    private @Nullable Boolean put;
    private @Nullable Boolean upload;

    synchronized boolean honoursOnPut(S3Bucket bucket, String key, Traffic traffic) throws IOException {
        if (put == null) {
            put = refuses(
                    bucket,
                    key,
                    traffic,
                    () -> bucket.client()
                            .putObject(
                                    request -> request.bucket(bucket.name())
                                            .key(key)
                                            .ifMatch(NO_ETAG)
                                            .overrideConfiguration(S3Bucket.counted(traffic)),
                                    RequestBody.fromString("?")));
        }
        return put;
    }

    synchronized boolean honoursOnUpload(S3Bucket bucket, String key, Traffic traffic) throws IOException {
        if (upload == null) {
            upload = refusesUpload(bucket, key, traffic);
        }
        return upload;
    }

    private static boolean refusesUpload(S3Bucket bucket, String key, Traffic traffic) throws IOException {
        S3Client client = bucket.client();
        String id = bucket.answer(
                        "write",
                        key,
                        () -> client.createMultipartUpload(request -> request.bucket(bucket.name())
                                .key(key)
                                .overrideConfiguration(S3Bucket.counted(traffic))))
                .uploadId();
        String etag = bucket.answer(
                        "write",
                        key,
                        () -> client.uploadPart(
                                request -> request.bucket(bucket.name())
                                        .key(key)
                                        .uploadId(id)
                                        .partNumber(1)
                                        .overrideConfiguration(S3Bucket.counted(traffic)),
                                RequestBody.fromString("?")))
                .eTag();
        CompletedPart part = CompletedPart.builder().partNumber(1).eTag(etag).build();
        boolean refuses = refuses(
                bucket,
                key,
                traffic,
                () -> client.completeMultipartUpload(request -> request.bucket(bucket.name())
                        .key(key)
                        .uploadId(id)
                        .ifMatch(NO_ETAG)
                        .multipartUpload(parts -> parts.parts(part))
                        .overrideConfiguration(S3Bucket.counted(traffic))));
        if (refuses) {
            bucket.answer(
                    "abort an upload of",
                    key,
                    () -> client.abortMultipartUpload(request -> request.bucket(bucket.name())
                            .key(key)
                            .uploadId(id)
                            .overrideConfiguration(S3Bucket.counted(traffic))));
        }
        return refuses;
    }

    private static boolean refuses(S3Bucket bucket, String key, Traffic traffic, Runnable write) throws IOException {
        return bucket.answer("write", key, () -> {
            try {
                write.run();
            } catch (S3Exception e) {
                if (e.statusCode() >= CLIENT_ERRORS && e.statusCode() < SERVER_ERRORS && e.statusCode() != 403) {
                    return true;
                }
                throw e;
            }
            bucket.client()
                    .deleteObject(request ->
                            request.bucket(bucket.name()).key(key).overrideConfiguration(S3Bucket.counted(traffic)));
            return false;
        });
    }
}
