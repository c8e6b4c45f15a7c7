package io.parquetkms.plainjava;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parquetkms.config.InvalidConfigurationException;
import io.parquetkms.parquet.ParquetKms;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class CsvToParquetTest {

    @TempDir
    private Path directory;

    private ParquetKms kms;
    private Path parquet;

    @BeforeEach
    void makeKeys() throws IOException {
        kms = CsvToParquet.kms(directory.resolve("keys.jceks"), "pii: name");
        parquet = directory.resolve("people.parquet");
    }

    @AfterEach
    void close() {
        kms.close();
    }

    private CsvFile csv(String text) throws IOException {
        return csv(text.getBytes(StandardCharsets.UTF_8));
    }

    private CsvFile csv(byte[] bytes) throws IOException {
        return new CsvFile(Files.write(directory.resolve("people.csv"), bytes));
    }

    private List<String> convert(String text) throws IOException {
        CsvToParquet.convert(kms, csv(text), parquet);
        List<String> rows = new ArrayList<>();
        try (ParquetReader<Group> reader = ParquetReader.builder(
                        new GroupReadSupport(), new org.apache.hadoop.fs.Path(parquet.toUri()))
                .withDecryption(kms.decryption(parquet))
                .build()) {
            for (Group row = reader.read(); row != null; row = reader.read()) {
                rows.add(row.toString().strip().replace('\n', ';'));
            }
        }
        return rows;
    }

    private List<String> filesLeft() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.contains("keys.jceks"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void rows_areReadAsTheyWere() throws IOException {
        assertThat(convert("\ufeffid,name,zip,score,member,born:date\n"
                        + "1,\"Smith, \"\"J\"\"\",00123,1.5,true,1999-12-31\n"
                        + "-2,Ünal\u20ac,04105,2,false,\n"))
                .containsExactly(
                        "id: 1;name: Smith, \"J\";zip: 00123;score: 1.5;member: true;born: 10956",
                        "id: -2;name: Ünal\u20ac;zip: 04105;score: 2.0;member: false");
        assertThat(Files.readString(parquet, StandardCharsets.ISO_8859_1))
                .contains("00123")
                .doesNotContain("Smith");
        assertThat(filesLeft()).containsExactly("people.csv", "people.parquet");
    }

    @Test
    void types_areTheHeadersOrWhatTheFirstRowsLookLike() throws IOException {
        assertThat(
                        csv("a:text,b, c : Long ,d,e,f,g,h,name\n1,1,1,,1.0,1,007,12345678901234567890,x\n1,x,1,,1e3,,1,2,x\n")
                                .columns())
                .extracting(column -> column.name() + " " + column.type())
                .containsExactly(
                        "a TEXT",
                        "b TEXT",
                        "c LONG",
                        "d TEXT",
                        "e DOUBLE",
                        "f LONG",
                        "g TEXT",
                        "h DOUBLE",
                        "name TEXT");
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                Arguments.of(
                        "name,age:long\nx,1\ny,12a\n",
                        ", line 3, column 'age': a value of 3 characters is no long."
                                + " Mend it, or give the column another type in the header: age:text"),
                Arguments.of("name,on:date\n\"x\nx\",2020-01-01\ny,2020-02-30\n", ", line 4, column 'on': "),
                Arguments.of("name,ok:boolean\nx,TRUE\n", ", line 2, column 'ok': "),
                Arguments.of("name,age\nx,1\ny,2,3\n", ", line 3: 3 values, and the header has 2"),
                Arguments.of("name,age\nx,1\ny\n", ", line 3: 1 values, and the header has 2"),
                Arguments.of("name,name\nx,1\n", ", line 1: each column needs a name of its own"),
                Arguments.of("name,\nx,1\n", ", line 1: each column needs a name of its own"),
                Arguments.of(
                        "name,age:lnog\nx,1\n",
                        ", line 1, column 'age:lnog': after the colon there must be one of [long,"),
                Arguments.of("", ", line 1: there is no header"));
    }

    /** No file is there then, neither under its name nor under another; and no value stands in the message. */
    @ParameterizedTest(name = "{1}")
    @MethodSource("mistakes")
    void mistake_isSaidWithItsPlace_andLeavesNoFile(String text, String message) throws IOException {
        CsvFile csv = csv(text);
        assertThatThrownBy(() -> CsvToParquet.convert(kms, csv, parquet))
                .isInstanceOf(CsvException.class)
                .hasMessageContaining(csv.path() + message)
                .hasMessageNotContainingAny("12a", "02-30");
        assertThat(filesLeft()).containsExactly("people.csv");
    }

    @Test
    void mistake_inALaterRow_leavesTheFileOfBefore() throws IOException {
        convert("name,age\nx,1\n");
        byte[] before = Files.readAllBytes(parquet);
        CsvFile csv = csv("name,age\n" + "y,2\n".repeat(1_500) + "z,old\n");
        assertThatThrownBy(() -> CsvToParquet.convert(kms, csv, parquet))
                .hasMessageContaining("line 1502, column 'age'");
        assertThat(Files.readAllBytes(parquet)).isEqualTo(before);
        assertThat(filesLeft()).containsExactly("people.csv", "people.parquet");
    }

    /** What is no UTF-8 would become other letters. */
    @Test
    void bytes_thatAreNoUtf8_areRefused() throws IOException {
        CsvFile csv = csv("name\nM\u00fcller\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> CsvToParquet.convert(kms, csv, parquet))
                .isInstanceOf(CsvException.class)
                .hasMessageContaining("this is no CSV in UTF-8");
    }

    @Test
    void rule_thatFitsNoColumn_isRefused() throws IOException {
        CsvFile csv = csv("nam\nx\n");
        assertThatThrownBy(() -> CsvToParquet.convert(kms, csv, parquet))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("'name'");
        assertThat(filesLeft()).containsExactly("people.csv");
    }

    /** The next file is under the same keys. */
    @Test
    void keys_areKept() throws IOException {
        convert("name\nx\n");
        try (ParquetKms again = CsvToParquet.kms(directory.resolve("keys.jceks"), "pii: name");
                ParquetReader<Group> reader = ParquetReader.builder(
                                new GroupReadSupport(), new org.apache.hadoop.fs.Path(parquet.toUri()))
                        .withDecryption(again.decryption(parquet))
                        .build()) {
            assertThat(reader.read().getString("name", 0)).isEqualTo("x");
        }
    }

    private static String progress(boolean terminal, long secondsForAThousand) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        AtomicLong nanos = new AtomicLong();
        Progress progress =
                new Progress(new PrintStream(out, true, StandardCharsets.UTF_8), terminal, 3_000, nanos::get);
        for (int row = 1; row <= 3_000; row++) {
            nanos.addAndGet(secondsForAThousand * 1_000_000);
            progress.row(row);
        }
        progress.end();
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void progress_onATerminal_isOneLine() {
        assertThat(progress(true, 1).split("\r"))
                .containsExactly(
                        "",
                        " 33 %  1,000 rows  1,000 rows/s  1.0 s  ",
                        " 66 %  2,000 rows  1,000 rows/s  2.0 s  ",
                        "100 %  3,000 rows  1,000 rows/s  3.0 s  ",
                        "100 %  3,000 rows  1,000 rows/s  3.0 s  " + System.lineSeparator());
    }

    @Test
    void progress_inALog_isALineEachTenSeconds() {
        assertThat(progress(false, 6).lines())
                .containsExactly(" 66 %  2,000 rows  167 rows/s  12.0 s", "100 %  3,000 rows  167 rows/s  18.0 s");
    }

    /** Paths in full: the quickstart runs in another directory than that of who types it. */
    @Test
    void arguments_thatAreWrong_areSaid() throws IOException {
        csv("name\nx\n");
        String csv = directory + "/people.csv";
        assertThatThrownBy(() -> run("none.csv", parquet.toString()))
                .hasMessage("There is no " + Path.of("none.csv").toAbsolutePath());
        assertThatThrownBy(() -> run(csv, directory + "/none/people.parquet"))
                .hasMessage("There is no " + directory + "/none");
        assertThatThrownBy(() -> run(csv)).hasMessageStartingWith("Arguments: <file.csv> <file.parquet> [<rules>]");
        assertThatThrownBy(() -> run(csv, "a", "pii: name", "b")).hasMessageStartingWith("Arguments: ");
        assertThat(filesLeft()).containsExactly("people.csv");
    }

    private void run(String... arguments) throws IOException {
        CsvToParquet.run(arguments, directory);
    }

    /** Without rules, all of it. */
    @Test
    void arguments_withoutRules_encryptEveryColumn() throws IOException {
        csv("name,city\nx,a town of nobody\n");
        run(directory + "/people.csv", parquet.toString());
        assertThat(Files.readString(parquet, StandardCharsets.ISO_8859_1)).doesNotContain("a town of nobody");
    }

    /** As the quickstart runs it. */
    @Test
    void main_withoutArguments_makesASample() throws Exception {
        assertThat(ExampleProcess.run(directory, CsvToParquet.class, "20000"))
                .anyMatch(line -> line.startsWith("name      own key     pii"))
                .anyMatch(line -> line.startsWith("Wrote 20,000 rows to "))
                .anyMatch(line -> line.startsWith("Encryption keys: 4 KMS calls (1 Decrypt, 3 GenerateDataKey)"))
                .noneMatch(line -> line.contains("WARN") || line.contains("Exception"));
        String bytes = Files.readString(directory.resolve("target/csv/customers.parquet"), StandardCharsets.ISO_8859_1);
        assertThat(bytes).contains("Town, ").doesNotContain("Customer#");
    }
}
