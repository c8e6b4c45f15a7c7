package io.parquetkms.tools;

import io.parquetkms.config.InvalidConfigurationException;
import io.parquetkms.parquet.ParquetKms;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.parquet.hadoop.metadata.FileMetaData;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/**
 * A schema, and the key-value metadata with its tags.
 *
 * @param metadata empty where the schema is a text
 */
record FileSchema(MessageType schema, Map<String, String> metadata) {

    private static final int MAX_TEXT = 10_000_000;

    /**
     * Finds it.
     *
     * @param path a Parquet file, a directory with one somewhere in it, or a text
     * @throws IOException if there is none
     * @throws InvalidConfigurationException if that is no schema
     */
    static FileSchema read(Configuration configuration, Path path) throws IOException {
        FileSystem files = path.getFileSystem(configuration);
        Path file = files.getFileStatus(path).isDirectory() ? anyFile(files, path) : path;
        byte[] head;
        try (InputStream in = files.open(file)) {
            head = in.readNBytes(MAX_TEXT);
        }
        String text = new String(head, StandardCharsets.UTF_8);
        if (text.startsWith("PAR1") || text.startsWith("PARE")) {
            FileMetaData footer = ParquetKms.footer(configuration, file);
            return new FileSchema(footer.getSchema(), footer.getKeyValueMetaData());
        }
        return new FileSchema(parse(text, file), Map.of());
    }

    private static Path anyFile(FileSystem files, Path directory) throws IOException {
        RemoteIterator<LocatedFileStatus> all = files.listFiles(directory, true);
        while (all.hasNext()) {
            LocatedFileStatus file = all.next();
            String name = file.getPath().getName();
            if (file.getLen() > 0 && !name.startsWith("_") && !name.startsWith(".")) {
                return file.getPath();
            }
        }
        throw new IOException("There is no file in " + directory + " to take the schema from: give one with --schema");
    }

    private static MessageType parse(String text, Path file) {
        try {
            return MessageTypeParser.parseMessageType(text);
        } catch (RuntimeException e) {
            throw new InvalidConfigurationException(
                    file + " is no Parquet file and holds no Parquet schema, message m { … }: " + e.getMessage(), e);
        }
    }
}
