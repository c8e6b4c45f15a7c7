package io.parquetkms.lake.replace.s3;

import io.parquetkms.lake.replace.RunId;
import io.parquetkms.lake.replace.Traffic;
import java.io.IOException;
import java.util.List;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.Part;

/**
 * Uploads of one key that a run has begun and not ended, as it was killed. One that was killed before its first part can't be told from
 * others: it holds nothing, and stays.
 */
record BegunUploads(S3Bucket bucket, RunId run) {

    void abort(String key, Traffic traffic) throws IOException {
        List<MultipartUpload> uploads = bucket.answer(
                "list the uploads of",
                key,
                () -> bucket
                        .client()
                        .listMultipartUploadsPaginator(request -> request.bucket(bucket.name())
                                .prefix(key)
                                .requestPayer(bucket.payer())
                                .overrideConfiguration(S3Bucket.counted(traffic)))
                        .uploads()
                        .stream()
                        .filter(upload -> upload.key().equals(key))
                        .toList());
        for (MultipartUpload upload : uploads) {
            if (isOwn(key, upload.uploadId(), traffic)) {
                S3Upload.abort(bucket, key, upload.uploadId(), traffic);
            }
        }
    }

    private boolean isOwn(String key, String id, Traffic traffic) throws IOException {
        List<Part> parts = bucket.answer(
                "list the parts of",
                key,
                () -> bucket.client()
                        .listParts(request -> request.bucket(bucket.name())
                                .key(key)
                                .uploadId(id)
                                .maxParts(1)
                                .requestPayer(bucket.payer())
                                .overrideConfiguration(S3Bucket.counted(traffic)))
                        .parts());
        return !parts.isEmpty()
                && parts.get(0).partNumber() == 1
                && parts.get(0).size() == PartSizes.first(run);
    }
}
