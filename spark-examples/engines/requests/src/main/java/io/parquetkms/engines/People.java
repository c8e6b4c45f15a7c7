package io.parquetkms.engines;

import java.util.ArrayList;
import java.util.List;

/** The rows that engines read: {@code ssn}, {@code nickname} and {@code salary} are to be encrypted, the others not. */
public final class People {

    public static final int COUNT = 5_000;

    /** {@code required} or {@code optional}, type and name of each column. */
    public static final List<String> COLUMNS = List.of(
            "required int64 id",
            "required binary ssn (UTF8)",
            "optional binary nickname (UTF8)",
            "required int64 salary",
            "optional binary city (UTF8)");

    private static final List<String> NAMES = List.of("id", "ssn", "nickname", "salary", "city");

    private People() {}

    /** As Parquet writes it, with these columns only. */
    public static String schema(List<String> names) {
        List<String> columns = new ArrayList<>();
        for (int i = 0; i < NAMES.size(); i++) {
            if (names.contains(NAMES.get(i))) {
                columns.add(COLUMNS.get(i) + ";");
            }
        }
        return "message people { " + String.join(" ", columns) + " }";
    }

    public static List<String> names() {
        return NAMES;
    }

    /** A value as text; null where there is none. */
    public static String value(int id, String column) {
        return switch (column) {
            case "id" -> Integer.toString(id);
            case "ssn" -> "ssn-" + (id * 7919L) % COUNT;
            case "nickname" -> id % 3 == 0 ? null : "nick-" + id % 50;
            case "salary" -> Integer.toString(1_000_000 + id);
            case "city" -> id % 5 == 0 ? null : "city-" + id % 20;
            default -> throw new IllegalArgumentException(column);
        };
    }

    /** Whether a column holds numbers, and else text. */
    public static boolean isNumber(String column) {
        return column.equals("id") || column.equals("salary");
    }
}
