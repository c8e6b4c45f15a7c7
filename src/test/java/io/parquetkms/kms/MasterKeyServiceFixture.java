package io.parquetkms.kms;

/** A KMS, and a way to reach it: what the contracts of {@link MasterKeyService} are run on. */
public interface MasterKeyServiceFixture {

    /** A service whose caller may do everything; the test closes it. */
    MasterKeyService open();

    /** Makes a master key; returns its pinned identifier. */
    String createKey();

    /** The pinned identifier of a master key that doesn't exist. */
    String missingKey();
}
