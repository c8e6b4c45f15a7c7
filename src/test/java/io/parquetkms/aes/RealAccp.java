package io.parquetkms.aes;

import java.nio.file.Path;
import java.util.Objects;

/**
 * The real Amazon Corretto Crypto Provider. Its jar is not on the tests' class path, where every other test would meet it, but
 * given as a {@code --jars} of Spark is.
 */
final class RealAccp {

    private RealAccp() {}

    /** A class loader that has it, and this library's classes from its parent. */
    static ClassLoader loader() {
        return FakeAccp.loader(Path.of(Objects.requireNonNull(System.getProperty("accp.jar"), "accp.jar")));
    }
}
