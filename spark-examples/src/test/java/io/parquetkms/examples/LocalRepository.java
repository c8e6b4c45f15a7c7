package io.parquetkms.examples;

import java.nio.file.Path;

/**
 * The Maven repository that the library was installed in, and what of it lies there.
 *
 * @param bundle {@code io/parquetkms/parquet-kms/<version>/parquet-kms-<version>.jar}
 */
record LocalRepository(Path bundle) {

    static LocalRepository used() {
        return new LocalRepository(Path.of(System.getProperty("bundle.jar")));
    }

    Path root() {
        return bundle.resolve("../../../../..").normalize();
    }

    String version() {
        return bundle.getParent().getFileName().toString();
    }

    /** As {@code spark-submit --packages} takes it. */
    String coordinates() {
        return "io.parquetkms:parquet-kms:" + version();
    }

    Path pom() {
        return file(".pom");
    }

    Path thinJar() {
        return file("-thin.jar");
    }

    private Path file(String ending) {
        return bundle.resolveSibling("parquet-kms-" + version() + ending);
    }
}
