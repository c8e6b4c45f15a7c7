package io.parquetkms.examples;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Jars that only some tests need, and that don't mix with those of all: Maven has resolved the POMs in {@code class-paths}. */
final class ClassPaths {

    private ClassPaths() {}

    /** What one of them comes to. */
    static List<Path> of(String name) throws IOException {
        String jars = Files.readString(Path.of("class-paths", name, "target", "class-path.txt"));
        return Stream.of(jars.trim().split(File.pathSeparator)).map(Path::of).toList();
    }

    /** As a class path is written. */
    static String text(String name) throws IOException {
        return String.join(
                File.pathSeparator, of(name).stream().map(Path::toString).toList());
    }
}
