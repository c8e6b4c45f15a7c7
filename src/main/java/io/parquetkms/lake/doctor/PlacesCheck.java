package io.parquetkms.lake.doctor;

import io.parquetkms.config.KmsProperties;
import io.parquetkms.policy.Policy;
import io.parquetkms.policy.Rules;
import java.util.List;

/** Which policy holds, and where plaintext is refused. */
final class PlacesCheck {

    private PlacesCheck() {}

    static List<Finding> examine(Job job) {
        Rules rules = job.access().rules();
        Policy policy = rules.policy();
        if (policy != null) {
            return List.of(Finding.ok(policy.toString()));
        } else if (rules.requireAny()) {
            return List.of(Finding.ok("plaintext is refused in "
                    + String.join(", ", job.access().settings().encryptedPaths())));
        }
        return List.of(Finding.note(
                "Nothing says where files must be encrypted: a write whose keys got lost on the way would be plaintext",
                KmsProperties.ENCRYPTED_PATHS + "=<directories>, or " + KmsProperties.POLICY));
    }
}
