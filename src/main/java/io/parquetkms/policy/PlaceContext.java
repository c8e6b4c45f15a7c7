package io.parquetkms.policy;

import io.parquetkms.config.InvalidConfigurationException;
import io.parquetkms.config.KmsProperties;
import io.parquetkms.config.Settings;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is bound to the keys of one place: the pairs of the settings, and those of the policy. */
final class PlaceContext {

    private PlaceContext() {}

    /**
     * All pairs. Where the settings at start give a key another value, the policy's counts.
     *
     * @throws InvalidConfigurationException if later ones do
     */
    static SortedMap<String, String> of(Settings settings, @Nullable Settings atStart, @Nullable PolicyPlace place) {
        SortedMap<String, String> pairs = new TreeMap<>(settings.encryptionContext());
        if (place != null) {
            SortedMap<String, String> start = atStart == null ? new TreeMap<>() : atStart.encryptionContext();
            place.encryptionContext().forEach((key, value) -> {
                String before = pairs.put(key, value);
                if (before != null && !before.equals(value) && !before.equals(start.get(key))) {
                    throw new InvalidConfigurationException(KmsProperties.ENCRYPTION_CONTEXT + " says " + key + "="
                            + before + ", and " + place.source() + " says " + key + "=" + value + ": unset it");
                }
            });
        }
        return pairs;
    }
}
