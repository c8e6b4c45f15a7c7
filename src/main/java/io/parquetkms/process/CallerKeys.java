package io.parquetkms.process;

import io.parquetkms.keys.Keyring;
import io.parquetkms.kms.EncryptionContext;
import io.parquetkms.kms.KmsKeys;

/**
 * The keys of the user who was there when this was made: engines may use them on other threads later. Safe on any thread;
 * asks for nothing until it is used.
 */
public final class CallerKeys {

    private final KmsRuntime runtime;
    private final KeyAccess access;
    private final Caller caller;

    CallerKeys(KmsRuntime runtime, KeyAccess access) {
        this.runtime = runtime;
        this.access = access;
        caller = Caller.current(access.settings().accessToken());
    }

    public Keyring keyring() {
        return runtime.keyring(caller, access);
    }

    public KmsKeys kmsKeys() {
        return access.keys();
    }

    /** Bound to every key, where the policy doesn't say more of a file's place. */
    public EncryptionContext context() {
        return access.encryptionContext();
    }

    /** Whether a footer's key may be denied in a dataset, as far as is known: see {@link FooterDenials}. */
    public boolean mayBeDeniedFooters(String dataset) {
        return runtime.footerDenials().arePossible(access, caller, dataset);
    }

    /** A footer's key was asked for there. */
    public void askedForFooter(String dataset, boolean denied) {
        if (denied) {
            runtime.footerDenials().denied(access, caller, dataset);
        } else {
            runtime.footerDenials().allowed(access, caller, dataset);
        }
    }
}
