package io.parquetkms.parquet;

import io.parquetkms.config.KeyTemplate;
import io.parquetkms.config.KmsProperties;
import io.parquetkms.keys.KeyCheck;
import io.parquetkms.kms.KeyId;
import io.parquetkms.kms.KmsError;
import io.parquetkms.kms.KmsKeys;
import io.parquetkms.kms.KmsKeys.Naming;
import io.parquetkms.process.KeyAccess;
import io.parquetkms.process.KmsRuntime;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whether the footer of a file that must be encrypted is under a key that the configuration names.
 *
 * <p><b>The threat.</b> The accounts and Regions of the configured keys are trusted by default, so that readers need not list
 * every key. So whoever may use any key of such an account could put a table of their own in place of the real one. Where the
 * configuration says that files must be encrypted, it must also say under which keys.
 */
final class NamedKeyCheck implements KeyCheck {

    private final KeyAccess access;

    NamedKeyCheck(KeyAccess access) {
        this.access = access;
    }

    @Override
    public void beforeAsking(String named) {
        if (!access.provider().isQualified(named)) {
            return;
        }
        // what is not even trusted is refused in the words of that check
        String asked = access.keys().requested(named, false).value();
        if (access.keys().naming(asked) == Naming.UNNAMED) {
            throw unnamed(asked);
        }
    }

    /** The key that answered alone counts: a file may hold a configured name, and a ciphertext of another key beside it. */
    @Override
    public void answered(String named, String answered) {
        KmsKeys keys = access.keys();
        Naming naming = keys.naming(answered);
        if (naming == Naming.NAMED) {
            return;
        }
        if (naming == Naming.UNNAMED) {
            throw unnamed(answered);
        }
        KmsRuntime.warnOnce("Under " + access.rules().whoRequires() + " any trusted key passes for one of "
                + Stream.concat(
                                keys.aliases().stream().map(KeyId::value),
                                access.settings().policyKeys().templates().values().stream()
                                        .map(KeyTemplate::toString))
                        .collect(Collectors.joining(", "))
                + ", since only KMS knows which key that is: configure its ARN as " + KmsProperties.KEY
                + "<name> or in "
                + KmsProperties.TRUSTED_KEYS);
    }

    private RuntimeException unnamed(String keyId) {
        return KmsError.UNTRUSTED.exception(
                "its footer is under the KMS key " + keyId + ", which is trusted but neither configured nor in "
                        + KmsProperties.TRUSTED_KEYS + ", as " + access.rules().whoRequires()
                        + " asks for. If files there may be under it, configure it as " + KmsProperties.KEY
                        + "<name> or add it to " + KmsProperties.TRUSTED_KEYS + " (with the Spark plugin: at start)",
                null);
    }
}
