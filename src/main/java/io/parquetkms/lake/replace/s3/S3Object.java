package io.parquetkms.lake.replace.s3;

import io.parquetkms.lake.LakeFile;
import io.parquetkms.lake.replace.UnsafeReplacementException;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.StorageClass;
import software.amazon.awssdk.services.s3.model.Tagging;

/**
 * The object that is to be replaced, as it was when it was first looked at: what the new one takes from it. Not its ACL, which S3 doesn't
 * tell with it.
 */
record S3Object(S3Bucket bucket, String key, HeadObjectResponse head, Tagging tags) {

    /** What clients that encrypt for themselves leave in the metadata. */
    private static final Set<String> ENCRYPTED_BY_CLIENT = Set.of("x-amz-key", "x-amz-key-v2", "x-amz-iv");

    String etag() {
        return head.eTag();
    }

    /** S3 tells the second only when asked for one object. */
    boolean is(LakeFile listed) {
        return head.contentLength() == listed.length()
                && head.lastModified().getEpochSecond() == Math.floorDiv(listed.modified(), 1000);
    }

    void checkReplaceable() throws IOException {
        String why = null;
        if (head.sseCustomerAlgorithm() != null) {
            why = "it is encrypted under a customer's key (SSE-C)";
        } else if (head.metadata().keySet().stream().anyMatch(ENCRYPTED_BY_CLIENT::contains)) {
            why = "a client has encrypted it as a whole";
        } else if (isArchived()) {
            why = "it is in an archive; restore it to another storage class first";
        }
        if (why != null) {
            throw new UnsafeReplacementException("Cannot replace " + bucket.path(key) + ": " + why);
        }
    }

    private boolean isArchived() {
        return head.archiveStatus() != null
                || head.storageClass() == StorageClass.GLACIER
                || head.storageClass() == StorageClass.DEEP_ARCHIVE;
    }

    String remark() {
        String version = head.versionId();
        if (version == null || version.equals("null")) {
            return "";
        }
        return head.objectLockMode() == null
                ? "Old versions keep the old content until they expire"
                : "Old versions keep the old content until their lock ends and they expire";
    }

    void keep(PutObjectRequest.Builder request) {
        request.contentType(head.contentType())
                .contentEncoding(head.contentEncoding())
                .contentDisposition(head.contentDisposition())
                .contentLanguage(head.contentLanguage())
                .cacheControl(head.cacheControl())
                .websiteRedirectLocation(head.websiteRedirectLocation())
                .metadata(head.metadata())
                .storageClass(head.storageClass())
                .serverSideEncryption(head.serverSideEncryption())
                .ssekmsKeyId(head.ssekmsKeyId())
                .bucketKeyEnabled(head.bucketKeyEnabled())
                .objectLockMode(head.objectLockMode() == null ? null : head.objectLockModeAsString())
                .objectLockRetainUntilDate(head.objectLockRetainUntilDate())
                .objectLockLegalHoldStatus(head.objectLockLegalHoldStatus())
                .acl(bucket.settings().acl())
                .requestPayer(bucket.payer());
        if (tags.hasTagSet() && !tags.tagSet().isEmpty()) {
            request.tagging(tags);
        }
        checksum().ifPresent(request::checksumAlgorithm);
    }

    void keep(CreateMultipartUploadRequest.Builder request) {
        request.contentType(head.contentType())
                .contentEncoding(head.contentEncoding())
                .contentDisposition(head.contentDisposition())
                .contentLanguage(head.contentLanguage())
                .cacheControl(head.cacheControl())
                .websiteRedirectLocation(head.websiteRedirectLocation())
                .metadata(head.metadata())
                .storageClass(head.storageClass())
                .serverSideEncryption(head.serverSideEncryption())
                .ssekmsKeyId(head.ssekmsKeyId())
                .bucketKeyEnabled(head.bucketKeyEnabled())
                .objectLockMode(head.objectLockMode() == null ? null : head.objectLockModeAsString())
                .objectLockRetainUntilDate(head.objectLockRetainUntilDate())
                .objectLockLegalHoldStatus(head.objectLockLegalHoldStatus())
                .acl(bucket.settings().acl())
                .requestPayer(bucket.payer());
        if (tags.hasTagSet() && !tags.tagSet().isEmpty()) {
            request.tagging(tags);
        }
        checksum().ifPresent(algorithm -> request.checksumAlgorithm(algorithm).checksumType(head.checksumType()));
    }

    /** Of those that the SDK computes. */
    Optional<ChecksumAlgorithm> checksum() {
        return Optional.ofNullable(algorithm());
    }

    private @Nullable ChecksumAlgorithm algorithm() {
        if (head.checksumCRC64NVME() != null) {
            return ChecksumAlgorithm.CRC64_NVME;
        } else if (head.checksumCRC32() != null) {
            return ChecksumAlgorithm.CRC32;
        } else if (head.checksumCRC32C() != null) {
            return ChecksumAlgorithm.CRC32_C;
        } else if (head.checksumSHA256() != null) {
            return ChecksumAlgorithm.SHA256;
        }
        return head.checksumSHA1() != null ? ChecksumAlgorithm.SHA1 : null;
    }
}
