package io.parquetkms.config;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Properties;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * The properties that a Hadoop configuration holds, before substitution, without a copy.
 *
 * <p>A Configuration's iterator copies all of them first: with 700, that takes longer and allocates more than all that is done
 * for a file with ten encrypted columns. So the method behind the iterator is called, which is protected; where it can't be,
 * the iterator serves.
 */
final class StoredProperties {

    private static final @Nullable MethodHandle STORE = store();

    private StoredProperties() {}

    private static @Nullable MethodHandle store() {
        try {
            return MethodHandles.privateLookupIn(Configuration.class, MethodHandles.lookup())
                    .findVirtual(Configuration.class, "getProps", MethodType.methodType(Properties.class));
        } catch (ReflectiveOperationException | RuntimeException e) {
            return null; // another Hadoop, or one that is closed to us
        }
    }

    /** Whether this Hadoop lets them be seen without a copy. */
    static boolean withoutCopy() {
        return STORE != null;
    }

    /**
     * Takes no lock while it goes through them; properties that are set meanwhile may be missing.
     *
     * @param wanted which to look up, by name; of the many others not even an entry is made
     */
    static void forEach(Configuration configuration, Predicate<String> wanted, BiConsumer<String, String> action) {
        if (STORE == null) {
            configuration.forEach(property -> {
                if (wanted.test(property.getKey())) {
                    action.accept(property.getKey(), property.getValue());
                }
            });
            return;
        }
        Properties stored = stored(STORE, configuration);
        for (Object key : stored.keySet()) {
            if (key instanceof String name && wanted.test(name) && stored.get(name) instanceof String value) {
                action.accept(name, value);
            }
        }
    }

    private static Properties stored(MethodHandle store, Configuration configuration) {
        try {
            return (Properties) store.invokeExact(configuration);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("Configuration.getProps throws no checked exception", e);
        }
    }
}
