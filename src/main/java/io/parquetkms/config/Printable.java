package io.parquetkms.config;

/**
 * Makes text printable that somebody else wrote - a file, a message, a server - before it reaches an exception or a log: what would
 * begin a line of its own there, move a terminal's cursor, turn the direction of writing or not be seen at all is shown by its code,
 * <code>&#92;u000a</code>. Everything else stays as it is, and so does what was made printable before.
 */
public final class Printable {

    private Printable() {}

    /** As one line. */
    public static String line(String text) {
        return printable(text, false);
    }

    /** Keeps line feeds: of a text of our own, the foreign parts of which have been made one line each. */
    public static String lines(String text) {
        return printable(text, true);
    }

    private static String printable(String text, boolean lineFeeds) {
        int first = 0;
        while (first < text.length() && isShown(text.codePointAt(first), lineFeeds)) {
            first += Character.charCount(text.codePointAt(first));
        }
        if (first == text.length()) {
            return text;
        }
        StringBuilder shown = new StringBuilder(text.length() + 16).append(text, 0, first);
        text.substring(first).codePoints().forEach(character -> {
            if (isShown(character, lineFeeds)) {
                shown.appendCodePoint(character);
            } else {
                shown.append(String.format("\\u%04x", character));
            }
        });
        return shown.toString();
    }

    private static boolean isShown(int character, boolean lineFeeds) {
        return switch (Character.getType(character)) {
            case Character.CONTROL -> lineFeeds && character == '\n';
            case Character.FORMAT, // marks of direction, characters without width
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
