package io.parquetkms.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** What the bundle brings to a class path that has Spark's own libraries. */
final class BundleTest {

    /** Nothing that another jar could have in another version. */
    @Test
    void everything_isUnderItsOwnPackage() throws IOException {
        try (JarFile bundle = new JarFile(System.getProperty("bundle.jar"))) {
            List<String> names = bundle.stream()
                    .filter(entry -> !entry.isDirectory())
                    .map(ZipEntry::getName)
                    .toList();

            assertThat(names)
                    .hasSizeGreaterThan(1_000)
                    .allMatch(name -> name.startsWith("io/parquetkms/") || name.startsWith("META-INF/"))
                    .noneMatch(name -> name.startsWith("META-INF/") && name.endsWith(".class"));
            assertThat(names)
                    .filteredOn(name -> name.startsWith("META-INF/services/"))
                    .allMatch(name -> name.startsWith("META-INF/services/io.parquetkms."));
        }
    }
}
