package io.parquetkms.spark.enforce;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.catalyst.catalog.CatalogTable;
import org.apache.spark.sql.catalyst.catalog.CatalogTablePartition;
import org.apache.spark.sql.catalyst.catalog.ExternalCatalogUtils;
import org.apache.spark.sql.catalyst.catalog.SessionCatalog;
import scala.Option;

/** The directories that a write's files will be in. */
final class Destinations {

    /** Of a partition that only the rows tell. */
    private static final String ANY_VALUE = "any-value";

    private Destinations() {}

    /** Whether the value of a partition stands in it that nobody knows yet. */
    static boolean isOfUnknownPartition(String key) {
        return key.contains(ANY_VALUE);
    }

    /**
     * One that stands for all below the table's own directory.
     *
     * @param partitions columns, in the order of their directories
     * @param values of those that are known
     */
    static Path within(Path directory, List<String> partitions, Map<String, String> values) {
        Path path = directory;
        for (String column : partitions) {
            String value = values.getOrDefault(column, ANY_VALUE);
            path = new Path(path, ExternalCatalogUtils.getPartitionPathString(column, value));
        }
        return path;
    }

    /** Those of partitions that lie elsewhere, as far as the write may reach them. */
    static List<Path> elsewhere(
            SessionCatalog catalog, CatalogTable table, scala.collection.immutable.Map<String, String> values) {
        List<String> columns = Members.list(Members.call(table, "partitionColumnNames"), String.class);
        List<Path> locations = new ArrayList<>();
        if (columns.isEmpty() || !table.tracksPartitionsInCatalog()) {
            return locations;
        }
        Object partitions = Members.call(
                catalog, Members.method(catalog, "listPartitions", 2), table.identifier(), Option.apply(values));
        Path root = new Path(table.location());
        for (CatalogTablePartition partition : Members.list(partitions, CatalogTablePartition.class)) {
            Path own = within(root, columns, Members.map(partition.spec()));
            Optional<URI> location = Members.optional(partition.storage().locationUri());
            location.map(Path::new).filter(path -> !isSame(path, own)).ifPresent(locations::add);
        }
        return locations;
    }

    private static boolean isSame(Path one, Path other) {
        return Path.getPathWithoutSchemeAndAuthority(one).equals(Path.getPathWithoutSchemeAndAuthority(other));
    }
}
