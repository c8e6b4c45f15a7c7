package io.parquetkms.benchmarks.jobs.lake;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.parquet.crypto.keytools.KeyToolkit;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/**
 * What a forked JVM without Spark does, with {@code <name=value>} settings of Hadoop as its last arguments.
 *
 * <ul>
 *   <li>{@code make <directory> <first file> <files> <rows>} writes files of twenty columns, three of them under keys of their own
 *   <li>{@code read <directory>} reads every row, and fails if they are not those that were written
 *   <li>{@code rotate <directory>} has parquet-java's key tools rotate the keys of its files, whose material is stored outside of them
 * </ul>
 */
public final class LakeJob {

    static final String COLUMN_KEYS = "pii:c1,c2;finance:c3";

    private static final int COLUMNS = 20;
    private static final int FILES_IN_PARTITION = 100;

    private static final MessageType SCHEMA = MessageTypeParser.parseMessageType(schema());

    private LakeJob() {}

    private static String schema() {
        StringBuilder schema = new StringBuilder("message lake { required int64 c0; ");
        for (int i = 1; i < COLUMNS; i++) {
            schema.append("required binary c").append(i).append(" (STRING); ");
        }
        return schema.append('}').toString();
    }

    public static void main(String[] arguments) throws IOException {
        Configuration settings = new Configuration();
        Arrays.stream(arguments)
                .filter(argument -> argument.contains("="))
                .map(setting -> setting.split("=", 2))
                .forEach(setting -> settings.set(setting[0], setting[1]));
        Path directory = new Path(java.nio.file.Path.of(arguments[1]).toUri());
        switch (arguments[0]) {
            case "make" -> make(directory, settings, number(arguments[2]), number(arguments[3]), number(arguments[4]));
            case "read" -> read(directory, settings);
            default -> rotate(directory, settings);
        }
    }

    private static int number(String argument) {
        return Integer.parseInt(argument);
    }

    private static void make(Path directory, Configuration settings, int first, int files, int rows)
            throws IOException {
        for (int file = first; file < first + files; file++) {
            Path partition = new Path(directory, "day=" + file / FILES_IN_PARTITION);
            Random random = new Random(file);
            try (ParquetWriter<Group> writer = ExampleParquetWriter.builder(
                            new Path(partition, "part-%06d.parquet".formatted(file)))
                    .withConf(settings)
                    .withType(SCHEMA)
                    .build()) {
                for (int row = 0; row < rows; row++) {
                    writer.write(row(file, row, random));
                }
            }
        }
    }

    private static Group row(int file, int row, Random random) {
        SimpleGroup group = new SimpleGroup(SCHEMA);
        group.add("c0", (long) file * row);
        for (int i = 1; i < COLUMNS; i++) {
            group.add("c" + i, Integer.toHexString(random.nextInt()));
        }
        return group;
    }

    private static void read(Path directory, Configuration settings) throws IOException {
        RemoteIterator<LocatedFileStatus> files =
                directory.getFileSystem(settings).listFiles(directory, true);
        while (files.hasNext()) {
            Path path = files.next().getPath();
            if (path.getName().endsWith(".parquet") && !path.getName().startsWith(".")) {
                readFile(path, settings);
            }
        }
    }

    private static void readFile(Path path, Configuration settings) throws IOException {
        int file = Integer.parseInt(path.getName().replaceAll("\\D", ""));
        Random random = new Random(file);
        try (ParquetReader<Group> reader = ParquetReader.builder(new GroupReadSupport(), path)
                .withConf(settings)
                .build()) {
            int row = 0;
            for (Group found = reader.read(); found != null; found = reader.read()) {
                if (!found.toString().equals(row(file, row, random).toString())) {
                    throw new IllegalStateException("Another row " + row + " was read from " + path + ": " + found);
                }
                row++;
            }
            if (row == 0) {
                throw new IllegalStateException("No row was read from " + path);
            }
        }
    }

    /** Of one folder at a time, as it goes into none below. */
    private static void rotate(Path directory, Configuration settings) throws IOException {
        FileSystem system = directory.getFileSystem(settings);
        for (var partition : system.listStatus(directory)) {
            KeyToolkit.rotateMasterKeys(partition.getPath().toString(), settings);
        }
    }
}
