package io.parquetkms.kms;

import java.util.EnumSet;
import java.util.Set;

/** A KMS, and a way to reach it: what the contracts of {@link MasterKeyService} are run on. */
public interface MasterKeyServiceFixture {

    /** A service whose caller may do everything; the test closes it. */
    MasterKeyService open();

    /** Makes a master key; returns its pinned identifier. */
    String createKey();

    /** The pinned identifier of a master key that doesn't exist. */
    String missingKey();

    /** How it refuses to unwrap what the named key didn't wrap. A changed ciphertext may name a key that is not there. */
    default Set<KmsError> refusals() {
        return EnumSet.of(KmsError.INVALID, KmsError.NOT_FOUND);
    }
}
