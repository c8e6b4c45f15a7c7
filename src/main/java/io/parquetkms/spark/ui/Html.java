package io.parquetkms.spark.ui;

import java.util.Arrays;
import java.util.Collection;
import java.util.stream.Collectors;

/**
 * A piece of HTML. Immutable. Texts and attribute values are escaped on their way in, so that whatever is made of pieces is
 * safe to show; tags and attribute names come from the code only.
 */
final class Html {

    static final Html NOTHING = new Html("", "", "");

    private final String tag;
    private final String attributes;
    private final String content;

    private Html(String tag, String attributes, String content) {
        this.tag = tag;
        this.attributes = attributes;
        this.content = content;
    }

    /** A text, shown as it is. */
    static Html text(String text) {
        return new Html("", "", escape(text));
    }

    static Html text(long number) {
        return text(Figures.number(number));
    }

    static Html tag(String tag, Html... content) {
        return new Html(tag, "", join(Arrays.asList(content)));
    }

    static Html tag(String tag, String text) {
        return tag(tag, text(text));
    }

    /** An element with a class, or several separated by spaces. */
    static Html styled(String tag, String styles, Html... content) {
        return tag(tag, content).set("class", styles);
    }

    static Html styled(String tag, String styles, String text) {
        return styled(tag, styles, text(text));
    }

    /** A style sheet, which is code and not escaped. */
    static Html style(String css) {
        return new Html("style", "", css);
    }

    /** Some pieces, one after the other. */
    static Html all(Html... pieces) {
        return all(Arrays.asList(pieces));
    }

    static Html all(Collection<Html> pieces) {
        return new Html("", "", join(pieces));
    }

    /** The same element with one more attribute. */
    Html set(String name, String value) {
        if (tag.isEmpty()) {
            throw new IllegalStateException("Only an element has attributes");
        }
        return new Html(tag, attributes + ' ' + name + "=\"" + escape(value) + '"', content);
    }

    /** The same element, saying more when pointed at. */
    Html hint(String tooltip) {
        return tooltip.isEmpty() ? this : set("title", tooltip);
    }

    private static String join(Collection<Html> pieces) {
        return pieces.stream().map(Html::toString).collect(Collectors.joining());
    }

    private static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(character -> {
            switch (character) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.appendCodePoint(misleads(character) ? '\uFFFD' : character);
            }
        });
        return escaped.toString();
    }

    /** What can't be seen but changes what is: control characters, the overriding of writing directions, half characters. */
    private static boolean misleads(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL -> character != '\n' && character != '\t';
            case Character.SURROGATE -> true;
            case Character.FORMAT ->
                (character >= 0x202A && character <= 0x202E) || (character >= 0x2066 && character <= 0x2069);
            default -> false;
        };
    }

    @Override
    public String toString() {
        return tag.isEmpty() ? content : "<" + tag + attributes + ">" + content + "</" + tag + ">";
    }
}
