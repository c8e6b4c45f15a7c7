package io.parquetkms.aes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import javax.tools.ToolProvider;

/**
 * A class with the name and the methods of Amazon Corretto Crypto Provider's, on any platform: made for each test, so that no
 * other test meets it.
 *
 * @param loadingError a Java expression
 */
record FakeAccp(String version, String loadingError, String selfTests, FakeProvider.Fault fault) {

    static final FakeAccp HEALTHY = new FakeAccp("2.5.0", "null", "PASSED", FakeProvider.Fault.NONE);

    FakeAccp withVersion(String other) {
        return new FakeAccp(other, loadingError, selfTests, fault);
    }

    FakeAccp withLoadingError(String other) {
        return new FakeAccp(version, other, selfTests, fault);
    }

    FakeAccp withSelfTests(String other) {
        return new FakeAccp(version, loadingError, other, fault);
    }

    FakeAccp withFault(FakeProvider.Fault other) {
        return new FakeAccp(version, loadingError, selfTests, other);
    }

    /** A class loader as Spark's for {@code --jars}. */
    URLClassLoader in(Path directory) {
        try {
            Path source = directory.resolve("AmazonCorrettoCryptoProvider.java");
            Files.writeString(source, source());
            int status = ToolProvider.getSystemJavaCompiler()
                    .run(null, null, null, "-proc:none", "-d", directory.toString(), source.toString());
            if (status != 0) {
                throw new IllegalStateException("javac: " + status);
            }
            return loader(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static URLClassLoader loader(Path jarOrDirectory) {
        try {
            URL url = jarOrDirectory.toUri().toURL();
            return new URLClassLoader(new URL[] {url}, Objects.requireNonNull(FakeAccp.class.getClassLoader()));
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String source() {
        return """
                package com.amazon.corretto.crypto.provider;

                public final class AmazonCorrettoCryptoProvider extends io.parquetkms.aes.FakeProvider {

                    public static final AmazonCorrettoCryptoProvider INSTANCE = new AmazonCorrettoCryptoProvider();

                    private AmazonCorrettoCryptoProvider() {
                        super("AmazonCorrettoCryptoProvider", "%s", Fault.%s);
                    }

                    public Throwable getLoadingError() {
                        return %s;
                    }

                    public String runSelfTests() {
                        return "%s";
                    }
                }
                """.formatted(version, fault, loadingError, selfTests);
    }
}
