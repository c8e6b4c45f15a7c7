package io.parquetkms.lake.replace.s3;

import io.parquetkms.lake.replace.Traffic;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CopyPartResult;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/** One multipart upload over an object. For one thread. */
final class S3Upload {

    private final S3Object object;
    private final S3Bucket bucket;
    private final Traffic traffic;
    private final String id;
    private final List<CompletedPart> parts = new ArrayList<>();
    private long length;

    S3Upload(S3Object object, Traffic traffic) throws IOException {
        this.object = object;
        this.traffic = traffic;
        bucket = object.bucket();
        id = bucket.answer(
                        "begin an upload of",
                        object.key(),
                        () -> bucket.client().createMultipartUpload(request -> {
                            object.keep(request);
                            request.bucket(bucket.name())
                                    .key(object.key())
                                    .overrideConfiguration(S3Bucket.counted(traffic));
                        }))
                .uploadId();
    }

    /** Of the object that was looked at, and no other. */
    void copy(long from, long size) throws IOException {
        int number = parts.size() + 1;
        CopyPartResult part = bucket.answer(
                        "copy a part of",
                        object.key(),
                        () -> bucket.client()
                                .uploadPartCopy(request -> request.sourceBucket(bucket.name())
                                        .sourceKey(object.key())
                                        .copySourceIfMatch(object.etag())
                                        .copySourceRange("bytes=" + from + "-" + (from + size - 1))
                                        .destinationBucket(bucket.name())
                                        .destinationKey(object.key())
                                        .uploadId(id)
                                        .partNumber(number)
                                        .requestPayer(bucket.payer())
                                        .overrideConfiguration(S3Bucket.counted(traffic))))
                .copyPartResult();
        parts.add(CompletedPart.builder()
                .partNumber(number)
                .eTag(part.eTag())
                .checksumCRC32(part.checksumCRC32())
                .checksumCRC32C(part.checksumCRC32C())
                .checksumCRC64NVME(part.checksumCRC64NVME())
                .checksumSHA1(part.checksumSHA1())
                .checksumSHA256(part.checksumSHA256())
                .build());
        length += size;
    }

    void add(RequestBody content, long size) throws IOException {
        int number = parts.size() + 1;
        UploadPartResponse part = bucket.answer(
                "upload a part of",
                object.key(),
                () -> bucket.client()
                        .uploadPart(
                                request -> {
                                    object.checksum().ifPresent(request::checksumAlgorithm);
                                    request.bucket(bucket.name())
                                            .key(object.key())
                                            .uploadId(id)
                                            .partNumber(number)
                                            .requestPayer(bucket.payer())
                                            .overrideConfiguration(S3Bucket.counted(traffic));
                                },
                                content));
        traffic.written(size);
        parts.add(CompletedPart.builder()
                .partNumber(number)
                .eTag(part.eTag())
                .checksumCRC32(part.checksumCRC32())
                .checksumCRC32C(part.checksumCRC32C())
                .checksumCRC64NVME(part.checksumCRC64NVME())
                .checksumSHA1(part.checksumSHA1())
                .checksumSHA256(part.checksumSHA256())
                .build());
        length += size;
    }

    /** @param etag what must still be there; null: whatever is */
    void complete(@Nullable String etag) throws IOException {
        bucket.answer(
                "complete the upload of",
                object.key(),
                () -> bucket.client()
                        .completeMultipartUpload(request -> request.bucket(bucket.name())
                                .key(object.key())
                                .uploadId(id)
                                .ifMatch(etag)
                                .mpuObjectSize(length)
                                .checksumType(
                                        object.checksum().isPresent()
                                                ? object.head().checksumType()
                                                : null)
                                .multipartUpload(completed -> completed.parts(parts))
                                .requestPayer(bucket.payer())
                                .overrideConfiguration(S3Bucket.counted(traffic))));
    }

    void abort() throws IOException {
        abort(bucket, object.key(), id, traffic);
    }

    static void abort(S3Bucket bucket, String key, String id, Traffic traffic) throws IOException {
        bucket.answer(
                "abort an upload of",
                key,
                () -> bucket.client()
                        .abortMultipartUpload(request -> request.bucket(bucket.name())
                                .key(key)
                                .uploadId(id)
                                .requestPayer(bucket.payer())
                                .overrideConfiguration(S3Bucket.counted(traffic))));
    }
}
