package io.parquetkms.lake.replace;

import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;

/**
 * Tells the temporary files of one run from those of others.
 *
 * @param value of letters, digits, dots, dashes and underscores
 */
public record RunId(String value) implements java.io.Serializable {

    private static final Pattern VALID = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}");

    /** Checks it, as it becomes a part of file names. */
    public RunId {
        if (!VALID.matcher(value).matches()) {
            throw new IllegalArgumentException("Invalid id of a run '" + value + "': must match " + VALID);
        }
    }

    /** The temporary file for a file: hidden from readers by the dot it begins with, and of the same extension. */
    Path beside(Path file) {
        return new Path(file.getParent(), "." + value + "." + file.getName());
    }
}
