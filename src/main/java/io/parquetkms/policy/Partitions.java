package io.parquetkms.policy;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;

/** The values of partition columns in a file's path, {@code tenant=acme/}, as Hive and Spark write them. */
final class Partitions {

    private final List<String> directories;
    private final String path;

    /** @param path of the file; its last name is not looked at */
    Partitions(String path) {
        this.path = path;
        String[] names = path.split(Path.SEPARATOR, -1);
        directories = Stream.of(names).limit(names.length - 1L).toList();
    }

    /** The columns, in the order of the path. */
    Set<String> columns() {
        return directories.stream()
                .filter(directory -> directory.indexOf('=') > 0)
                .map(directory -> unescaped(directory.substring(0, directory.indexOf('='))))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /**
     * The value of a column. Upper and lower case in its name are one, as in Spark and Hive.
     *
     * @throws IllegalArgumentException if the path does not tell
     */
    String value(String column) {
        List<String> values = directories.stream()
                .filter(directory -> directory.indexOf('=') > 0)
                .filter(directory -> unescaped(directory.substring(0, directory.indexOf('=')))
                        .equalsIgnoreCase(column))
                .map(directory -> unescaped(directory.substring(directory.indexOf('=') + 1)))
                .toList();
        if (values.size() != 1) {
            throw new IllegalArgumentException(
                    values.isEmpty()
                            ? "there is no directory " + column + "=… in its path: partition the table by " + column
                            : "its path names partition column " + column + " twice");
        }
        return values.get(0);
    }

    /** {@code %2F} stands for a slash: Hive's {@code FileUtils.escapePathName}. A percent sign without two digits is one. */
    private static String unescaped(String name) {
        if (name.indexOf('%') < 0) {
            return name;
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            boolean escaped = name.charAt(i) == '%' && isHex(name, i + 1) && isHex(name, i + 2);
            text.append(escaped ? (char) Integer.parseInt(name.substring(i + 1, i + 3), 16) : name.charAt(i));
            i += escaped ? 2 : 0;
        }
        return text.toString();
    }

    private static boolean isHex(String name, int i) {
        return i < name.length() && Character.digit(name.charAt(i), 16) >= 0;
    }

    @Override
    public String toString() {
        return path;
    }
}
