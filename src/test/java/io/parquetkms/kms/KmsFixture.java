package io.parquetkms.kms;

import java.util.EnumSet;
import java.util.Set;

/** A KMS, and a way to reach it: what the contracts of {@link Kms} are run on. */
public interface KmsFixture {

    /** A service whose caller may do everything; the test closes it. */
    KmsByName open();

    /** Makes a KMS key; returns its pinned identifier. */
    String createKey();

    /** The pinned identifier of a KMS key that doesn't exist. */
    String missingKey();

    /** How it refuses to unwrap what the named key didn't wrap. A changed ciphertext may name a key that is not there. */
    default Set<KmsError> refusals() {
        return EnumSet.of(KmsError.INVALID, KmsError.NOT_FOUND);
    }
}
