package io.parquetkms.policy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Follows the symbolic links of the local file system. Asks it each time: a link may be made or changed after a look, and one that is
 * remembered wrongly lets plaintext through.
 */
final class LocalLinks {

    /** As many as Linux follows. */
    private static final int MAX_LINKS = 40;

    private LocalLinks() {}

    /** Where a file is, or will be if it is created. The path itself where the file system does not say. */
    static String real(String path) {
        try {
            Path file = new File(path).toPath();
            return Location.normalized(real(file, MAX_LINKS).toUri().getPath());
        } catch (IOException | InvalidPathException | SecurityException e) {
            return path;
        }
    }

    private static Path real(Path file, int links) throws IOException {
        try {
            return file.toRealPath();
        } catch (NoSuchFileException e) {
            Path directory = file.getParent();
            Path name = file.getFileName();
            if (directory == null || name == null) {
                return file;
            }
            Path here = real(directory, links).resolve(name);
            return links > 0 && Files.isSymbolicLink(here) // one that leads to nothing yet
                    ? real(here.resolveSibling(Files.readSymbolicLink(here)), links - 1)
                    : here;
        }
    }
}
