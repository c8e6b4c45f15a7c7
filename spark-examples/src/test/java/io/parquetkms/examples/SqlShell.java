package io.parquetkms.examples;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;

/** Stands for {@code spark-sql}: runs the statements of {@code -e} or of the file {@code -f}, and prints what they give. */
public final class SqlShell {

    private SqlShell() {}

    public static void main(String[] arguments) throws Exception {
        String statements = arguments[0].equals("-e") ? arguments[1] : Files.readString(Path.of(arguments[1]));
        try (SparkSession spark = SparkSession.builder().getOrCreate()) {
            for (String statement : statements.split(";")) {
                if (!statement.isBlank()) {
                    spark.sql(statement).collectAsList().forEach(row -> System.out.println(row.mkString("\t")));
                }
            }
        }
    }
}
