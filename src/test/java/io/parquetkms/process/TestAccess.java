package io.parquetkms.process;

import io.parquetkms.config.TestSettings;

/** What a few properties come to. */
public final class TestAccess {

    private static final KmsRuntime READER = new KmsRuntime();

    private TestAccess() {}

    /** Outside an application. */
    public static KeyAccess of(String... namesAndValues) {
        return READER.access(TestSettings.configuration(namesAndValues));
    }

    /** In one that was started with some properties. */
    public static KeyAccess startedWith(String[] start, String... namesAndValues) {
        try (KmsRuntime application = KmsRuntime.pinned(of(start).pinned(), null)) {
            return application.access(TestSettings.configuration(namesAndValues));
        }
    }
}
