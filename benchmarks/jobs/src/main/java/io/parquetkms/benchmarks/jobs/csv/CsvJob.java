package io.parquetkms.benchmarks.jobs.csv;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.util.Arrays;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/**
 * What a forked JVM does: {@code <csv> <parquet> <whether to read it, too> <name=value>…} writes the CSV's customers to Parquet,
 * with these settings of Hadoop, and reads them back. Prints what the JVM took.
 */
public final class CsvJob {

    /** Before the numbers in the line that this prints: CPU in ms, classes loaded. */
    static final String MARK = "took\t";

    private static final MessageType SCHEMA = MessageTypeParser.parseMessageType("""
            message customer {
              required int64 id;
              required binary name (STRING);
              required binary phone (STRING);
              required binary email (STRING);
              required binary city (STRING);
              required int32 segment;
              required double balance;
              required binary comment (STRING);
            }""");

    private CsvJob() {}

    public static void main(String[] arguments) throws IOException {
        Configuration settings = new Configuration();
        Arrays.stream(arguments)
                .skip(3)
                .map(setting -> setting.split("=", 2))
                .forEach(setting -> settings.set(setting[0], setting[1]));
        Path parquet = new Path(java.nio.file.Path.of(arguments[1]).toUri());
        double written = write(java.nio.file.Path.of(arguments[0]), parquet, settings);
        if (Boolean.parseBoolean(arguments[2]) && read(parquet, settings) != written) {
            throw new IllegalStateException("Other balances were read from " + parquet + " than written");
        }
        print();
    }

    /** Returns the sum of the balances. */
    private static double write(java.nio.file.Path csv, Path parquet, Configuration settings) throws IOException {
        double balances = 0;
        try (BufferedReader lines = Files.newBufferedReader(csv);
                ParquetWriter<Group> writer = ExampleParquetWriter.builder(parquet)
                        .withConf(settings)
                        .withType(SCHEMA)
                        .withCompressionCodec(CompressionCodecName.SNAPPY)
                        .build()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Group customer = customer(line.split(",", -1));
                balances += customer.getDouble("balance", 0);
                writer.write(customer);
            }
        }
        return balances;
    }

    private static Group customer(String[] fields) {
        return new SimpleGroup(SCHEMA)
                .append("id", Long.parseLong(fields[0]))
                .append("name", fields[1])
                .append("phone", fields[2])
                .append("email", fields[3])
                .append("city", fields[4])
                .append("segment", Integer.parseInt(fields[5]))
                .append("balance", Double.parseDouble(fields[6]))
                .append("comment", fields[7]);
    }

    private static double read(Path parquet, Configuration settings) throws IOException {
        double balances = 0;
        try (ParquetReader<Group> reader = ParquetReader.builder(new GroupReadSupport(), parquet)
                .withConf(settings)
                .build()) {
            for (Group customer = reader.read(); customer != null; customer = reader.read()) {
                balances += customer.getDouble("balance", 0);
            }
        }
        return balances;
    }

    /** CPU first: how many classes there are takes some classes itself. */
    private static void print() {
        long cpu =
                ProcessHandle.current().info().totalCpuDuration().orElseThrow().toMillis();
        long classes = ManagementFactory.getClassLoadingMXBean().getTotalLoadedClassCount();
        System.out.println(MARK + cpu + "\t" + classes);
    }
}
