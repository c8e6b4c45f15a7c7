package io.parquetkms.benchmarks.jobs.lineitem;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What tells whether two tables have the same rows, in any order.
 *
 * @param hashes sum of a hash of all columns of each row
 */
record Fingerprint(long rows, BigDecimal hashes) {

    private static final String NAME = "fingerprint";

    static Fingerprint of(Dataset<Row> table) {
        Row row = table.selectExpr("count(*)", "sum(cast(xxhash64(*) as decimal(28, 0)))")
                .first();
        return new Fingerprint(row.getLong(0), row.getDecimal(1));
    }

    String line() {
        return String.join("\t", NAME, String.valueOf(rows), hashes.toPlainString());
    }

    /** The only one in a job's output. */
    static Fingerprint in(Stream<String> lines) {
        List<Fingerprint> all = lines.map(line -> line.split("\t"))
                .filter(field -> field[0].equals(NAME))
                .map(field -> new Fingerprint(Long.parseLong(field[1]), new BigDecimal(field[2])))
                .toList();
        if (all.size() != 1) {
            throw new IllegalStateException("A job printed " + all.size() + " fingerprints, not one");
        }
        return all.get(0);
    }
}
