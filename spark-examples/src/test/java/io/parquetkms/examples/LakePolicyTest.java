package io.parquetkms.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One policy for a lake, and jobs that know nothing of it: {@link LakePolicy}. What is in clear is looked for in the bytes of the files, by
 * nothing of the library's, leaf by leaf.
 */
final class LakePolicyTest {

    private static Path lake;
    private static List<String> lines;

    @BeforeAll
    static void run() throws Exception {
        SparkSubmit submit = SparkSubmit.in("lake-policy").withJar(System.getProperty("tests.jar"));
        Path files = submit.directory().resolve("files");
        SparkSubmit.Result result = submit.run(LakePolicy.class, List.of(files.toString()));
        assertThat(result.status()).as(result.toString()).isZero();
        lake = files.resolve("lake");
        lines = result.lines()
                .filter(line -> line.startsWith("table\t") || line.startsWith("plaintext\t"))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "customer, 151",
        "orders, 1501",
        "lineitem, 6006",
        "region, 1",
    })
    void table_isReadBack(String table, int rows) {
        assertThat(lines).contains(String.join("\t", "table", table, "" + rows, "" + rows));
    }

    @ParameterizedTest
    @ValueSource(strings = {"customer", "orders", "lineitem"})
    void placesOfThePolicy_holdEncryptedFilesOnly(String table) throws IOException {
        assertThat(new TableFiles(parquetFiles(table)).allEncrypted()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "customer, contact.name",
        "customer, contact.phone",
        "customer, address.street",
        "customer, notes",
        "orders, o_clerk",
        "orders, o_comment",
        "lineitem, l_shipmode",
        "lineitem, l_comment",
    })
    void text_isNotInClear(String table, String leaf) throws IOException {
        assertThat(inClear(table, text(table, leaf))).isFalse();
    }

    /** The same leaves as the next tests find in the bytes. */
    @Test
    void explain_saidBeforeWhatIsInClear() {
        assertThat(lines.stream().filter(line -> line.startsWith("plaintext\t")))
                .containsExactlyInAnyOrder(
                        "plaintext\tc_custkey",
                        "plaintext\taddress.nation",
                        "plaintext\tlabels.key_value.key",
                        "plaintext\tlabels.key_value.value");
    }

    /** By the policy's own word; and this shows that what is in clear is found. */
    @ParameterizedTest
    @CsvSource({
        "customer, address.nation",
        "customer, labels.key",
        "customer, labels.value",
        "region, r_name",
    })
    void text_isInClear(String table, String leaf) throws IOException {
        assertThat(inClear(table, text(table, leaf))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "customer, 1, c_acctbal",
        "orders, 2, o_orderkey",
        "orders, 3, o_custkey",
        "orders, 4, o_totalprice",
        "lineitem, 5, l_orderkey",
        "lineitem, 6, l_extendedprice",
    })
    void number_isNotInClear(String table, int leaf, String name) throws IOException {
        assertThat(inClear(table, bytes(leaf))).as(name).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "customer, 0, c_custkey",
        "region, 7, r_regionkey",
    })
    void number_isInClear(String table, int leaf, String name) throws IOException {
        assertThat(inClear(table, bytes(leaf))).as(name).isTrue();
    }

    /** Names of columns are in no encrypted footer's clear text either. */
    @Test
    void namesOfColumns_areNotInClear() throws IOException {
        assertThat(inClear("customer", "c_acctbal".getBytes(StandardCharsets.US_ASCII)))
                .isFalse();
        assertThat(inClear("region", "r_name".getBytes(StandardCharsets.US_ASCII)))
                .isTrue();
    }

    private static byte[] text(String table, String leaf) {
        return ("canary." + table + "." + leaf).getBytes(StandardCharsets.US_ASCII);
    }

    /** As Parquet writes it plainly. */
    private static byte[] bytes(int leaf) {
        return ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(LakePolicy.number(leaf))
                .array();
    }

    private static List<Path> parquetFiles(String table) throws IOException {
        try (Stream<Path> all = Files.walk(lake.resolve(table))) {
            return all.filter(path -> path.toString().endsWith(".parquet")).toList();
        }
    }

    private static boolean inClear(String table, byte[] wanted) throws IOException {
        String needle = new String(wanted, StandardCharsets.ISO_8859_1);
        List<Path> with = new ArrayList<>();
        for (Path file : parquetFiles(table)) {
            if (Files.readString(file, StandardCharsets.ISO_8859_1).contains(needle)) {
                with.add(file);
            }
        }
        return !with.isEmpty();
    }
}
