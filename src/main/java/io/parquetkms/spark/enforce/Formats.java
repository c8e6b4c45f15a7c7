package io.parquetkms.spark.enforce;

import java.util.Locale;
import java.util.Optional;
import org.apache.spark.sql.catalyst.catalog.CatalogTable;
import org.apache.spark.sql.execution.datasources.DataSource;
import org.apache.spark.sql.execution.datasources.FileFormat;
import org.apache.spark.sql.execution.datasources.parquet.ParquetFileFormat;
import org.apache.spark.sql.execution.datasources.v2.FileDataSourceV2;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.sources.DataSourceRegister;

/** Which file format it is. */
final class Formats {

    private static final String HIVE = "hive";

    private Formats() {}

    /** For people. */
    static String name(FileFormat format) {
        return format instanceof DataSourceRegister registered
                ? registered.shortName()
                : format.getClass().getName();
    }

    static boolean isParquet(FileFormat format) {
        return format instanceof ParquetFileFormat;
    }

    /** Whether the provider that a table or writer names is Parquet. */
    static boolean isParquet(String provider, SQLConf conf) {
        Class<?> source = DataSource.lookupDataSource(provider, conf);
        return ParquetFileFormat.class.isAssignableFrom(source)
                || source.getSimpleName().startsWith("ParquetDataSource");
    }

    /** Whether the provider writes files in directories by Spark's own code. */
    static boolean isFileSource(String provider, SQLConf conf) {
        if (provider.toLowerCase(Locale.ROOT).equals(HIVE)) {
            return false;
        }
        Class<?> source = DataSource.lookupDataSource(provider, conf);
        return FileFormat.class.isAssignableFrom(source) || FileDataSourceV2.class.isAssignableFrom(source);
    }

    /** Whether a table is one of Hive's, whose TBLPROPERTIES its writers read. */
    static boolean isHive(CatalogTable table) {
        Optional<String> provider = Members.optional(table.provider());
        return provider.isEmpty() || provider.get().toLowerCase(Locale.ROOT).equals(HIVE);
    }
}
