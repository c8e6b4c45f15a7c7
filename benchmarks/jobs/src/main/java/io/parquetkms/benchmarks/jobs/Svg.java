package io.parquetkms.benchmarks.jobs;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A drawing with a title, on a card of its own; all change with the reader's light or dark mode. Lengths are pixels, from the left
 * and from the top.
 *
 * <p>Styles: {@code a} to {@code e} are colours, {@code grid} and {@code one} are for lines in the background, {@code title}
 * is for texts.
 */
public final class Svg {

    /** Of what is said by a text's place: where it begins, its middle, or where it ends. */
    public enum Anchor {
        START,
        MIDDLE,
        END
    }

    private static final String STYLE = """
            <style>
              svg { font: 13px -apple-system, "Segoe UI", "Noto Sans", Helvetica, Arial, sans-serif; }
              .card { fill: #ffffff; stroke: #d1d9e0; } .grid { stroke: #e3e8ed; } .one { stroke: #59636e; }
              text { fill: #59636e; } .title { fill: #1f2328; font-size: 16px; font-weight: 600; }
              polyline { fill: none; stroke-width: 2.5; stroke-linejoin: round; stroke-linecap: round; }
              polyline.a { stroke: #cf222e; } text.a, circle.a { fill: #cf222e; }
              polyline.b { stroke: #bc4c00; } text.b, circle.b { fill: #bc4c00; }
              polyline.c { stroke: #8250df; } text.c, circle.c { fill: #8250df; }
              polyline.d { stroke: #0969da; } text.d, circle.d { fill: #0969da; }
              polyline.e { stroke: #1a7f37; } text.e, circle.e { fill: #1a7f37; } text.e { font-weight: 600; }
              @media (prefers-color-scheme: dark) {
                .card { fill: #0d1117; stroke: #3d444d; } .grid { stroke: #262c36; } .one { stroke: #9198a1; }
                text { fill: #9198a1; } .title { fill: #f0f6fc; }
                polyline.a { stroke: #ff7b72; } text.a, circle.a { fill: #ff7b72; }
                polyline.b { stroke: #f0883e; } text.b, circle.b { fill: #f0883e; }
                polyline.c { stroke: #bc8cff; } text.c, circle.c { fill: #bc8cff; }
                polyline.d { stroke: #58a6ff; } text.d, circle.d { fill: #58a6ff; }
                polyline.e { stroke: #3fb950; } text.e, circle.e { fill: #3fb950; }
              }
            </style>
            """;

    private final StringBuilder svg = new StringBuilder();

    /** @param note below the title: what the numbers are of */
    public Svg(String title, String note, int width, int height) {
        add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %1$d %2$d\" width=\"%1$d\" height=\"%2$d\" role=\"img\">",
                width, height);
        add("<title>%s</title>", title);
        svg.append(STYLE);
        add("<rect class=\"card\" x=\"0.5\" y=\"0.5\" width=\"%d\" height=\"%d\" rx=\"8\"/>", width - 1, height - 1);
        text("title", 24, 34, Anchor.START, title);
        text("", 24, 55, Anchor.START, note);
    }

    public void line(String style, double x1, double y1, double x2, double y2) {
        add("<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>", style, x1, y1, x2, y2);
    }

    public void text(String style, double x, double y, Anchor anchor, String content) {
        add(
                "<text%s x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>",
                style.isEmpty() ? "" : " class=\"" + style + "\"",
                x,
                y,
                anchor.name().toLowerCase(Locale.ROOT),
                content);
    }

    /** @param points x and y */
    public void polyline(String style, List<double[]> points) {
        String coordinates = points.stream()
                .map(point -> String.format(Locale.ROOT, "%.1f,%.1f", point[0], point[1]))
                .collect(Collectors.joining(" "));
        add("<polyline class=\"%s\" points=\"%s\"/>", style, coordinates);
    }

    public void dot(String style, double x, double y) {
        add("<circle class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"4.5\"/>", style, x, y);
    }

    private void add(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    /** The whole document. */
    public String document() {
        return svg + "</svg>\n";
    }
}
