package io.parquetkms.process;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Gives each test a runtime of its own, for what Parquet makes by reflection, and closes it. */
public final class OwnRuntime implements BeforeEachCallback, AfterEachCallback {

    private @Nullable KmsRuntime runtime;

    @Override
    public void beforeEach(ExtensionContext context) {
        runtime = new KmsRuntime().begin();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        runtime().close();
    }

    public KmsRuntime runtime() {
        return Objects.requireNonNull(runtime);
    }

    /** As in another process: no key in memory. */
    public void wipe() {
        runtime().wipe();
    }
}
