package io.parquetkms.lake.rotate;

import io.parquetkms.config.KmsProperties;
import org.apache.hadoop.conf.Configuration;

/** Whoever starts a rotation trusts its two keys, whatever the settings say of others. */
final class KeyTrust {

    private static final String FROM = KmsProperties.KEY.name() + "rotated.from";
    private static final String TO = KmsProperties.KEY.name() + "rotated.to";

    private KeyTrust() {}

    static Configuration with(Configuration configuration, KeyMove move) {
        Configuration trusting = new Configuration(configuration);
        trusting.set(FROM, move.from());
        trusting.set(TO, move.to());
        String trusted = configuration.getTrimmed(KmsProperties.TRUSTED_KEYS.name(), "");
        if (!trusted.isEmpty()) {
            trusting.set(KmsProperties.TRUSTED_KEYS.name(), trusted + "," + move.from() + "," + move.to());
        }
        return trusting;
    }
}
