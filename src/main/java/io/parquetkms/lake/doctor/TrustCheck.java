package io.parquetkms.lake.doctor;

import io.parquetkms.config.KmsProperties;
import io.parquetkms.process.KeyAccess;
import java.util.List;

/** Which keys a file may name. */
final class TrustCheck {

    private TrustCheck() {}

    static List<Finding> examine(Job job) {
        KeyAccess access = job.access();
        String warning = access.keys().warning();
        if (warning != null) {
            return List.of(Finding.warning(
                    warning, KmsProperties.TRUSTED_KEYS + "=<ARNs of your keys, * for anything>, or the keys by ARN"));
        }
        return List.of(Finding.ok(
                access.settings().trustedKeys().isEmpty()
                        ? "files may name keys of the accounts and Regions of the configured ones"
                        : "files may name the keys of " + KmsProperties.TRUSTED_KEYS));
    }
}
