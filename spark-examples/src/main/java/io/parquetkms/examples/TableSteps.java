package io.parquetkms.examples;

import static io.parquetkms.examples.QuickstartFailure.check;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** What the quickstart does with the tables once Spark runs, step by step. */
final class TableSteps {

    private static final int SAMPLES = 100;

    /** Leaves values as they are in the pages, so that a search would find them. */
    private static final Map<String, String> UNCOMPRESSED =
            Map.of("compression", "none", "parquet.enable.dictionary", "false");

    private final double scale;
    private final OutputDirectory output;
    private final KeySource keys;
    private final Progress progress;
    private final Map<Table, Totals> plaintext = new LinkedHashMap<>();
    private final List<Report.WrittenTable> written = new ArrayList<>();
    private long callsToWrite;
    private long callsToRead;

    TableSteps(double scale, OutputDirectory output, KeySource keys, Progress progress) {
        this.scale = scale;
        this.output = output;
        this.keys = keys;
        this.progress = progress;
    }

    void run(SparkSession spark) throws IOException {
        generate(spark);
        KmsCalls before = KmsCalls.soFar();
        write(spark);
        KmsCalls toWrite = KmsCalls.since(before);
        check(
                toWrite.generated() == keys.keys() && toWrite.all() == keys.keys(),
                "%d KMS calls to write, not one for each of %d keys",
                toWrite.all(),
                keys.keys());
        KmsCalls beforeReading = KmsCalls.soFar();
        read(spark);
        KmsCalls toRead = KmsCalls.since(beforeReading);
        check(
                toRead.decrypted() == keys.keys() && toRead.all() == keys.keys(),
                "%d KMS calls to read, not one for each of %d key encryption keys",
                toRead.all(),
                keys.keys());
        callsToWrite = toWrite.all();
        callsToRead = toRead.all();
        searchBytes(spark);
    }

    Report report() {
        return new Report(output.encrypted(), written, keys, callsToWrite, callsToRead, progress.elapsed());
    }

    private void generate(SparkSession spark) {
        progress.begin("Making the rows of TPC-H");
        for (Table table : Table.ALL) {
            progress.now("Making " + table.name() + " of TPC-H");
            plaintext.put(table, Totals.of(table, table.generate(spark, scale)));
        }
        long rows = plaintext.values().stream().mapToLong(Totals::rows).sum();
        progress.end("made %,d rows of TPC-H at scale %s and added them up".formatted(rows, scale));
    }

    private void write(SparkSession spark) throws IOException {
        progress.begin("Writing");
        for (Table table : Table.ALL) {
            progress.now("Writing " + table.name() + " encrypted");
            Path directory = output.encrypted(table.name());
            table.generate(spark, scale)
                    .write()
                    .options(table.encryption())
                    .parquet(directory.toUri().toString());
            TableFiles files = TableFiles.in(directory);
            check(files.allEncrypted(), "a file of %s is not encrypted", directory);
            written.add(new Report.WrittenTable(
                    table, files.count(), files.bytes(), plaintext.get(table).rows()));
        }
        progress.end("wrote %s encrypted".formatted(names()));
    }

    private void read(SparkSession spark) {
        progress.begin("Reading back");
        for (Table table : Table.ALL) {
            progress.now("Reading " + table.name() + " back");
            Totals expected = plaintext.get(table);
            Totals found = Totals.of(table, open(spark, table));
            check(found.equals(expected), "%s reads as %s, but was written from %s", table.name(), found, expected);
        }
        progress.end("read them back: same rows, counts and sums");
    }

    /** @param role a Spark that was started with other rights: a running one doesn't let them be changed */
    void readWithoutPii(SparkSession role) {
        for (Table table : Table.ALL) {
            String sum = "sum(" + table.amount() + ")";
            Row row = open(role, table).selectExpr("count(*)", sum).first();
            Totals expected = plaintext.get(table);
            check(
                    row.getLong(0) == expected.rows() && row.getDecimal(1).equals(expected.amount()),
                    "without the key pii, count and %s of %s are %s",
                    sum,
                    table.name(),
                    row);
        }
        String refusal = refusal(role);
        progress.end("a role without the key pii: sums work, SELECT c_phone fails with");
        progress.note(refusal);
    }

    /** What a user sees who selects a column whose key the role may not use. */
    private static String refusalOf(Dataset<Row> forbidden) {
        try {
            forbidden.collectAsList();
        } catch (Exception e) { // Spark throws checked ones, too, that Java's compiler doesn't know of
            return Failures.forUser(e);
        }
        throw new QuickstartFailure("Check failed: a role without the key pii can read c_phone");
    }

    private String refusal(SparkSession role) {
        return refusalOf(open(role, Table.CUSTOMER).select("c_phone").limit(SAMPLES));
    }

    private void searchBytes(SparkSession spark) throws IOException {
        progress.begin("Looking for phone numbers in the files");
        TableFiles plain = writeUncompressed(spark, output.control("plaintext"), Map.of());
        TableFiles encrypted = writeUncompressed(spark, output.control("encrypted"), Table.CUSTOMER.encryption());
        List<String> phones = spark.read()
                .parquet(output.control("plaintext").toUri().toString())
                .select("c_phone")
                .as(Encoders.STRING())
                .limit(SAMPLES)
                .collectAsList();
        long inPlain = plain.found(phones);
        long inEncrypted = encrypted.found(phones);
        check(!phones.isEmpty() && inPlain == phones.size(), "the plaintext control lacks phone numbers");
        check(inEncrypted == 0, "%d of %d phone numbers are readable in encrypted files", inEncrypted, phones.size());
        progress.end("looked for phone numbers in the bytes of uncompressed files");
        progress.note("phone numbers found, of %d: %d in plaintext files, %d in encrypted ones"
                .formatted(phones.size(), inPlain, inEncrypted));
    }

    private TableFiles writeUncompressed(SparkSession spark, Path directory, Map<String, String> encryption)
            throws IOException {
        Table.CUSTOMER
                .generate(spark, scale)
                .write()
                .options(UNCOMPRESSED)
                .options(encryption)
                .parquet(directory.toUri().toString());
        return TableFiles.in(directory);
    }

    private Dataset<Row> open(SparkSession session, Table table) {
        return session.read().parquet(output.encrypted(table.name()).toUri().toString());
    }

    private static String names() {
        return Table.ALL.stream().map(Table::name).collect(Collectors.joining(", "));
    }
}
