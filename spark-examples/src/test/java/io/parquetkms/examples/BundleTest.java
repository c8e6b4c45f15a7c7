package io.parquetkms.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.parquetkms.shaded.software.amazon.awssdk.core.util.VersionInfo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the bundle brings to a class path that has Spark's own libraries, and what it says of itself. */
final class BundleTest {

    private static final String SDK = "software.amazon.awssdk";

    private JarFile bundle;

    @BeforeEach
    void open() throws IOException {
        bundle = new JarFile(System.getProperty("bundle.jar"));
    }

    @AfterEach
    void close() throws IOException {
        bundle.close();
    }

    private List<String> names() {
        return bundle.stream()
                .filter(entry -> !entry.isDirectory())
                .map(ZipEntry::getName)
                .toList();
    }

    private String text(String name) throws IOException {
        return new String(bundle.getInputStream(bundle.getEntry(name)).readAllBytes(), StandardCharsets.UTF_8);
    }

    /** Nothing that another jar could have in another version. */
    @Test
    void everything_isUnderItsOwnPackage() {
        assertThat(names())
                .hasSizeGreaterThan(1_000)
                .doesNotHaveDuplicates()
                .allMatch(name -> name.startsWith("io/parquetkms/") || name.startsWith("META-INF/"))
                .noneMatch(name -> name.startsWith("META-INF/") && name.endsWith(".class"));
        assertThat(names())
                .filteredOn(name -> name.startsWith("META-INF/services/"))
                .allMatch(name -> name.startsWith("META-INF/services/io.parquetkms."));
    }

    /** The library's, and those of the libraries in it: each notice that refers to a file has the file beside it. */
    @Test
    void licensesAndNotices_areComplete() throws IOException {
        assertThat(names())
                .contains(
                        "META-INF/LICENSE",
                        "META-INF/LICENSE.txt",
                        "META-INF/FastDoubleParser-LICENSE",
                        "META-INF/FastDoubleParser-ThirdParty-LICENSE",
                        "META-INF/Schubfach-LICENSE");
        assertThat(text("META-INF/LICENSE")).contains("Apache License", "END OF TERMS AND CONDITIONS");
        assertThat(text("META-INF/NOTICE").strip())
                .startsWith("parquet-kms\nCopyright 2026 The parquet-kms authors\n")
                .containsOnlyOnce("AWS SDK for Java 2.0")
                .contains("included in LICENSE.txt")
                .containsOnlyOnce("# Jackson JSON processor")
                .contains("Copyright © 2023 Werner Randelshofer");
    }

    /** What it holds and nothing else: Spark brings SLF4J, and nobody needs the annotations at run time. */
    @Test
    void sbom_listsTheLibrariesWithVersions() throws IOException {
        JsonNode sbom = new ObjectMapper().readTree(text("META-INF/sbom/bom.json"));
        Map<String, String> versions = new HashMap<>();
        for (JsonNode component : sbom.get("components")) {
            versions.put(
                    component.get("group").asText() + ":"
                            + component.get("name").asText(),
                    component.get("version").asText());
        }
        assertThat(sbom.get("bomFormat").asText()).isEqualTo("CycloneDX");
        assertThat(sbom.at("/metadata/component/purl").asText()).startsWith("pkg:maven/io.parquetkms/parquet-kms@");
        assertThat(versions)
                .containsKeys(
                        "com.fasterxml.jackson.core:jackson-core",
                        "com.github.ben-manes.caffeine:caffeine",
                        "info.picocli:picocli",
                        "org.reactivestreams:reactive-streams",
                        SDK + ":sts")
                .containsEntry(SDK + ":kms", VersionInfo.SDK_VERSION);
        assertThat(versions.keySet())
                .extracting(name -> name.substring(0, name.indexOf(':')))
                .isSubsetOf(List.of(
                        "com.fasterxml.jackson.core",
                        "com.github.ben-manes.caffeine",
                        "info.picocli",
                        "org.reactivestreams",
                        SDK));
        assertThat(versions.values()).doesNotContain("");
    }
}
