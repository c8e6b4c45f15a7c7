package io.parquetkms.spark.enforce;

import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.TableIdentifier;
import org.apache.spark.sql.catalyst.catalog.CatalogTable;
import org.apache.spark.sql.catalyst.catalog.SessionCatalog;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.internal.SessionState;
import scala.collection.immutable.Map;

/** What writes and reads are checked by, of one session. In Spark 4 its state is no part of {@link SparkSession}'s API. */
final class Session {

    private final SparkSession spark;

    Session(SparkSession spark) {
        this.spark = spark;
    }

    private SessionState state() {
        return Members.call(spark, "sessionState", SessionState.class);
    }

    SparkSession spark() {
        return spark;
    }

    SQLConf conf() {
        return state().conf();
    }

    SessionCatalog catalog() {
        return state().catalog();
    }

    boolean exists(TableIdentifier table) {
        return catalog().tableExists(table);
    }

    /** What the catalog knows of a table that exists. Called by its name, since its checked exceptions differ. */
    CatalogTable table(TableIdentifier table) {
        SessionCatalog catalog = catalog();
        if (Members.call(catalog, Members.method(catalog, "getTableMetadata", 1), table)
                instanceof CatalogTable known) {
            return known;
        }
        throw new UnknownSparkException("getTableMetadata", null);
    }

    Configuration configuration() {
        return state().newHadoopConf();
    }

    /** That of a job with these options, a writer's or a table's. */
    Configuration configuration(Map<String, String> options) {
        return state().newHadoopConfWithOptions(options);
    }

    /** Whether {@code saveAsTable} is one command, which can be looked at before it drops a table. */
    boolean asksBeforeItDrops() {
        return isAtLeast(4, 1);
    }

    /** Whether a file stream hands its options on to its tasks. */
    boolean streamsKeepOptions() {
        return isAtLeast(4, 2);
    }

    private boolean isAtLeast(int major, int minor) {
        String[] version = spark.version().split("\\.", 3);
        int ofSpark = Integer.parseInt(version[0]);
        return ofSpark > major || (ofSpark == major && Integer.parseInt(version[1]) >= minor);
    }
}
