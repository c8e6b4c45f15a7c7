package io.parquetkms.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The quickstart with the keystore that it makes. */
final class QuickstartTest {

    private static SparkSubmit.Result quickstart(String name, String scale, String... more) throws Exception {
        SparkSubmit submit = SparkSubmit.in(name);
        List<String> arguments = new ArrayList<>(List.of(
                "--scale",
                scale,
                "--output",
                submit.directory().resolve("files").toString()));
        arguments.addAll(List.of(more));
        return submit.run(Quickstart.class, arguments);
    }

    @Test
    void keystore_showsWhatItDid() throws Exception {
        SparkSubmit.Result result = quickstart("quickstart", "0.01");

        assertThat(result.status()).as(result.toString()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.out())
                .matches("\\A[\\p{ASCII}]*\\z")
                .doesNotContain("\r")
                .contains("SELECT c_phone fails with")
                .contains("There is no key 'pii' in the keystore")
                .contains("pii: c_name, c_address, c_phone; finance: c_acctbal");
        assertThat(result.lines().filter(line -> line.matches("\\[\\d/7] .* s")))
                .hasSize(7);
        QuickstartOutput output = new QuickstartOutput(result);
        assertThat(output.table("customer")).startsWith(4).endsWith(1_500);
        assertThat(output.table("orders")).startsWith(4).endsWith(15_000);
        assertThat(output.table("lineitem")).startsWith(8).endsWith(60_175);
        assertThat(output.numbers("phone numbers found, of 100:")).isEqualTo(new QuickstartOutput.Numbers(100, 0));
        assertThat(output.numbers("this job, measured: parquet-kms")).isEqualTo(new QuickstartOutput.Numbers(3, 3));
        assertThat(output.numbers("this job, computed: stock key tools "))
                .isEqualTo(new QuickstartOutput.Numbers(3, 3));
        assertThat(output.numbers("this job, computed: stock key tools, single wrapping"))
                .isEqualTo(new QuickstartOutput.Numbers(64, 67));
        assertThat(output.numbers("on 1,000 executors, computed: parquet-kms, encrypted RPC"))
                .isEqualTo(new QuickstartOutput.Numbers(3, 3));
        assertThat(output.numbers("on 1,000 executors, computed: parquet-kms, open RPC"))
                .isEqualTo(new QuickstartOutput.Numbers(3_003, 3_000));
        assertThat(output.numbers("on 1,000 executors, computed: stock key tools"))
                .isEqualTo(new QuickstartOutput.Numbers(3_000, 3_000_000));
    }

    /** More than one KEK for a key is more than the quickstart promises. */
    @Test
    void brokenPromise_fails() throws Exception {
        SparkSubmit.Result result =
                quickstart("broken-promise", "0.001", "--conf", "spark.hadoop.parquet.kms.kek.max.deks=10");

        assertThat(result.status()).as(result.toString()).isEqualTo(1);
        assertThat(result.err())
                .containsPattern("Check failed: \\d+ KMS calls to write, not one for each of 3 keys")
                .doesNotContain("\tat ");
        assertThat(result.out()).doesNotContain("Done");
    }

    /** As with a property forgotten: the library's message, and not Spark's hundred lines around it. */
    @Test
    void missingKey_isSaidInOneLine() throws Exception {
        SparkSubmit.Result result =
                quickstart("missing-key", "0.001", "--conf", "spark.hadoop.parquet.kms.key.pii=alias/pii");

        assertThat(result.status()).as(result.toString()).isEqualTo(1);
        assertThat(result.err().lines().filter(line -> !line.startsWith("WARN KmsRuntime: Files may name")))
                .singleElement()
                .asString()
                .startsWith("The quickstart failed: InvalidConfigurationException: Refusing to write file:")
                .contains("Unknown key 'f", "there is no parquet.kms.key.f", "(configured: [pii])")
                .endsWith("(Nothing was written, nothing was deleted.)");
    }

    @Test
    void foreignDirectory_isNotEmptied() throws Exception {
        Path directory = SparkSubmit.in("foreign").directory().resolve("files");
        Files.createDirectories(directory);
        Path file = Files.writeString(directory.resolve("letter.txt"), "Dear reader");

        SparkSubmit.Result result = quickstart("foreign", "0.001");

        assertThat(result.status()).as(result.toString()).isEqualTo(1);
        assertThat(result.err()).contains("Not touching " + directory);
        assertThat(file).hasContent("Dear reader");
    }
}
