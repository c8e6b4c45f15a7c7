package io.parquetkms.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the notebooks' cells do: in a Spark of its own, with what stands in the cells. */
final class NotebookCellsTest {

    private static final Path NOTEBOOKS = Path.of("notebooks").toAbsolutePath();

    @TempDir
    private Path trial;

    @Test
    void pySpark_cellsOnTheJvm_doWhatTheNotebookShows() throws Exception {
        SparkSubmit.Result result = SparkSubmit.in("notebook-pyspark")
                .withJar(System.getProperty("tests.jar"))
                .run(
                        PySparkCells.class,
                        List.of(
                                NOTEBOOKS
                                        .resolve("encrypted_columns_pyspark.ipynb")
                                        .toString(),
                                trial.toString()));
        assertThat(result.status()).as(result.toString()).isZero();
        assertThat(lines(result, "check").findFirst()).contains("Encryption is active.");
        assertThat(lines(result, "check")).noneMatch(line -> line.contains(" NO "));
        assertThat(lines(result, "choose"))
                .contains("parquet.encryption.footer.key", "parquet.kms.columns")
                .anySatisfy(line -> assertThat(line).contains("spark.plugins", "CANNOT_MODIFY_CONFIG"));
        assertThat(lines(result, "explain"))
                .hasSize(7)
                .contains(
                        "ssn own key pii rule 'ssn' of parquet.kms.columns",
                        "salary own key finance rule 'salary' of parquet.kms.columns");
        assertThat(lines(result, "reason"))
                .singleElement()
                .asString()
                .startsWith("InvalidConfigurationException: ")
                .contains("Did you mean 'ssn'?", "nothing was deleted");
        assertThat(lines(result, "readback")).containsExactly("3");
        assertThat(lines(result, "written"))
                .hasSize(7)
                .contains("ssn encrypted pii rule 'ssn' of parquet.kms.columns")
                .noneMatch(line -> line.contains("plaintext"));
        assertThat(lines(result, "calls"))
                .contains("GenerateDataKey ok 3 0")
                .anyMatch(line -> line.matches("GenerateDataKey ok 0 [1-9]\\d*"));
        assertThat(lines(result, "owner")).hasSize(7).allMatch(line -> line.endsWith(" readable"));
        assertThat(lines(result, "analyst"))
                .hasSize(7)
                .filteredOn(line -> !line.endsWith(" readable"))
                .containsExactlyInAnyOrder("ssn not found", "email not found");
        assertThat(lines(result, "readable")).hasSize(3).contains("1 Ada 5400.00 UK");
        assertThat(TableFiles.in(trial.resolve("people")).allEncrypted()).isTrue();
        assertThat(lines(result, "without plugin").findFirst())
                .as("what docs/notebooks.md warns of first")
                .contains("Encryption is NOT active: Parquet files are written in plaintext, or not at all.");
        assertThat(TableFiles.in(trial.resolve("without-plugin")).found(List.of("Edsger", "Ada")))
                .isEqualTo(2);
    }

    private static Stream<String> lines(SparkSubmit.Result result, String cell) {
        return result.lines()
                .filter(line -> line.startsWith(cell + "\t"))
                .map(line -> line.substring(cell.length() + 1));
    }

    /** With the compiler of the Scala that this Spark has, as kernels do. */
    @Test
    @Tag("full")
    @Tag("scala")
    void scala_cells_doWhatTheNotebookShows() throws Exception {
        CodeSource compiler =
                Class.forName("scala.tools.nsc.Main").getProtectionDomain().getCodeSource();
        SparkSubmit submit = SparkSubmit.in("notebook-scala")
                .withBundleOnClassPath()
                .withClassPath(List.of(Path.of(compiler.getLocation().toURI())))
                .withJar(System.getProperty("tests.jar"));
        SparkSubmit.Result result = submit.run(
                ScalaCells.class,
                List.of(NOTEBOOKS.resolve("encrypted_columns_scala.ipynb").toString(), trial.toString()));
        assertThat(result.status()).as(result.toString()).isZero();
        assertThat(result.out())
                .contains("Encryption is active.", "Did you mean 'ssn'?", "Edsger", "There is no key 'pii'")
                .containsPattern("ssn\\s*\\|\\s*readable")
                .containsPattern("ssn\\s*\\|\\s*not found");
        assertThat(TableFiles.in(trial.resolve("people")).allEncrypted()).isTrue();
    }
}
