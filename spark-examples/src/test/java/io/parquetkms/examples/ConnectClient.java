package io.parquetkms.examples;

import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * A job of a Spark Connect client, without the library: writes to places of its server's policy and elsewhere. Says {@code client <case>
 * <answer>}.
 */
public final class ConnectClient {

    private static final Map<String, String> KEYS =
            Map.of("parquet.encryption.footer.key", "footer", "parquet.kms.columns", "pii: name");

    private final SparkSession spark;
    private final String root;

    private ConnectClient(SparkSession spark, String root) {
        this.spark = spark;
        this.root = root;
    }

    /** @param arguments a directory for files, and the user; the server is where the environment's {@code SPARK_REMOTE} says */
    public static void main(String[] arguments) {
        SparkSession spark = SparkSession.builder().getOrCreate();
        new ConnectClient(spark, arguments[0]).run(arguments[1]);
        System.exit(0); // to release a session, its server would need Spark's MLlib
    }

    private void run(String user) {
        tell(user + " policy", () -> write("lake/" + user, Map.of()));
        tell(user + " options", () -> write("elsewhere/" + user, KEYS));
        tell(user + " no key", () -> write("guarded/" + user, Map.of()));
        tell(user + " other endpoint", () -> {
            Map<String, String> options = new HashMap<>(KEYS);
            options.put("parquet.kms.aws.endpoint", "https://example.com");
            return write("elsewhere/endpoint-" + user, options);
        });
        tell(user + " session", () -> {
            KEYS.forEach(spark.conf()::set);
            return write("guarded/session-" + user, Map.of());
        });
        tell(
                user + " explain",
                () -> spark.sql("SELECT concat_ws(' ', column, state, key) FROM parquet_kms_explain('" + root + "/lake/"
                                + user + "', 'id BIGINT, name STRING') WHERE column IS NOT NULL")
                        .collectAsList()
                        .toString());
        tell(user + " analyze", () -> {
            spark.sql("CREATE TABLE IF NOT EXISTS people_" + user + " (id BIGINT, name STRING) USING parquet LOCATION '"
                    + root + "/lake/" + user + "'");
            spark.sql("ANALYZE TABLE people_" + user + " COMPUTE STATISTICS FOR ALL COLUMNS");
            return "analyzed";
        });
    }

    private String write(String place, Map<String, String> options) {
        String path = root + "/" + place;
        Dataset<Row> rows = spark.range(3).selectExpr("id", "concat('canary of a name ', id) AS name");
        rows.write().options(options).parquet(path);
        return spark.read().parquet(path).count() + " rows";
    }

    private interface Case {
        String run() throws Exception;
    }

    private static void tell(String name, Case action) {
        String answer;
        try {
            answer = action.run();
        } catch (Exception e) {
            answer = String.valueOf(e.getMessage());
        }
        System.out.println(String.join("\t", "client", name, answer.replaceAll("\\s+", " ")));
    }
}
