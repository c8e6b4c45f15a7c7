package io.parquetkms.benchmarks;

import io.parquetkms.parquet.ParquetKmsClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.api.WriteSupport.WriteContext;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;

/**
 * What a job hands to a crypto factory: a configuration, a path, a schema. Half of the columns are encrypted, under the
 * keystore's keys in turn; the footer's key is the first.
 *
 * @param configuration the same for ours and for stock, which is given our {@code KmsClient} so that both have one KMS
 */
record EncryptedTable(Configuration configuration, Path path, WriteContext context) {

    /** As many as a Hadoop configuration with a few hundred settings of the job's; the scan of ours goes over all. */
    private static final int PROPERTIES = 700;

    static EncryptedTable of(int encryptedColumns, TemporaryKeystore keystore) {
        return new EncryptedTable(
                configuration(encryptedColumns, keystore),
                new Path("hdfs://warehouse/sales/date=2026-11-01/part-00000.parquet"),
                new WriteContext(schema(encryptedColumns), Map.of()));
    }

    private static Configuration configuration(int encryptedColumns, TemporaryKeystore keystore) {
        Configuration configuration = new Configuration();
        configuration.set("parquet.kms.provider", "keystore");
        configuration.set("parquet.kms.crypto.provider", "jdk");
        configuration.set("parquet.kms.crypto.warmup", "false");
        configuration.set("hadoop.security.key.provider.path", keystore.uri());
        configuration.set("parquet.encryption.kms.client.class", ParquetKmsClient.class.getName());
        configuration.set("parquet.encryption.footer.key", keystore.keys().get(0));
        configuration.set("parquet.encryption.column.keys", columnKeys(encryptedColumns, keystore.keys()));
        for (int i = configuration.size(); i < PROPERTIES; i++) {
            configuration.set("warehouse.job.setting." + i, "value " + i);
        }
        return configuration;
    }

    private static String columnKeys(int encryptedColumns, List<String> keys) {
        Map<String, List<Integer>> columns = IntStream.range(0, encryptedColumns)
                .boxed()
                .collect(Collectors.groupingBy(column -> keys.get(column % keys.size())));
        return columns.entrySet().stream()
                .map(entry -> entry.getKey() + ":"
                        + entry.getValue().stream().map(EncryptedTable::secret).collect(Collectors.joining(",")))
                .collect(Collectors.joining(";"));
    }

    private static MessageType schema(int encryptedColumns) {
        List<Type> columns = new ArrayList<>();
        for (int i = 0; i < encryptedColumns; i++) {
            columns.add(column(secret(i)));
            columns.add(column("open_" + i));
        }
        return new MessageType("sales", columns);
    }

    private static String secret(int column) {
        return "secret_" + column;
    }

    private static Type column(String name) {
        return new PrimitiveType(Repetition.OPTIONAL, PrimitiveTypeName.INT64, name);
    }
}
