package io.parquetkms.tools;

import java.util.Arrays;
import java.util.stream.Collectors;

/** How Spark's SQL quotes what others wrote. */
final class Sql {

    private Sql() {}

    static String identifier(String name) {
        return '`' + name.replace("`", "``") + '`';
    }

    /** The name of a table: as it stands where it has quotes, or else each part between dots in quotes. */
    static String table(String name) {
        return name.contains("`")
                ? name
                : Arrays.stream(name.split("\\.", -1)).map(Sql::identifier).collect(Collectors.joining("."));
    }

    static String text(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
