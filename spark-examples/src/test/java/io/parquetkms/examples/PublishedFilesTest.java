package io.parquetkms.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

/** What is published beside the bundle. */
final class PublishedFilesTest {

    private final LocalRepository repository = LocalRepository.used();

    /** Whatever it named, Spark would download. */
    @Test
    void pom_namesNoOtherProject() throws Exception {
        Document pom = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(repository.pom().toFile());

        assertThat(pom.getElementsByTagName("artifactId").getLength()).isEqualTo(1);
        assertThat(pom.getElementsByTagName("artifactId").item(0).getTextContent())
                .isEqualTo("parquet-kms");
        assertThat(pom.getElementsByTagName("license").getLength()).isEqualTo(1);
    }

    @Test
    void thinJar_isTheLibraryAlone() throws Exception {
        try (JarFile thin = new JarFile(repository.thinJar().toFile())) {
            List<String> names = thin.stream()
                    .filter(entry -> !entry.isDirectory())
                    .map(ZipEntry::getName)
                    .toList();

            assertThat(names)
                    .contains("META-INF/LICENSE", "META-INF/NOTICE", "io/parquetkms/spark/ParquetKmsPlugin.class")
                    .allMatch(name -> name.startsWith("io/parquetkms/") || name.startsWith("META-INF/"))
                    .noneMatch(name -> name.startsWith("io/parquetkms/shaded/") || name.contains("sbom"));
        }
    }
}
