package io.parquetkms.spark.ui;

import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The figures of the application whose driver this JVM is, for whoever asks in it. Safe on any thread. */
public final class LiveDashboard {

    private static volatile @Nullable Supplier<Dashboard> running;

    private LiveDashboard() {}

    /**
     * An application begins.
     *
     * @param figures of it, taken anew each time
     */
    public static void begin(Supplier<Dashboard> figures) {
        running = figures;
    }

    /** The application is over. */
    public static void end() {
        running = null;
    }

    /** As of now; empty where no application runs with the plugin. */
    public static Optional<Dashboard> now() {
        Supplier<Dashboard> figures = running;
        return figures == null ? Optional.empty() : Optional.of(figures.get());
    }
}
