package io.parquetkms.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What users paste on a platform: the files of {@code platforms}, and Spark's settings in them. */
final class PlatformFiles {

    static final Path ROOT = Path.of("platforms");

    /** A name and a value, as a properties file, a command line, JSON, YAML and Python write them. */
    private static final Pattern SETTING =
            Pattern.compile("(?<![\\w./-])(spark(?:\\.\\w+)+)\"?(?:=|: ?| +)\"?([^\\s\",]+)");

    private PlatformFiles() {}

    static List<Path> all() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /** By their names; none in a file that is about other things. */
    static Map<String, String> settings(Path file) throws IOException {
        Map<String, String> settings = new TreeMap<>();
        Matcher matcher = SETTING.matcher(Files.readString(file));
        while (matcher.find()) {
            settings.put(matcher.group(1), matcher.group(2));
        }
        return settings;
    }
}
