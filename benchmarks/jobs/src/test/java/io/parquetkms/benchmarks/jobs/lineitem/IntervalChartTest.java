package io.parquetkms.benchmarks.jobs.lineitem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.parquetkms.benchmarks.jobs.lineitem.IntervalChart.Axis;
import io.parquetkms.benchmarks.jobs.measuring.Estimate;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

final class IntervalChartTest {

    private static Document draw(Axis axis, Estimate... estimates) throws Exception {
        List<IntervalChart.Row> rows = IntStream.range(0, estimates.length)
                .mapToObj(i -> new IntervalChart.Row("row " + i, "a", estimates[i]))
                .toList();
        String svg = new IntervalChart("title", "note", axis, List.of(new IntervalChart.Group("group", rows))).svg();
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    }

    private static double number(Document svg, String element, int index, String attribute) {
        NodeList found = svg.getElementsByTagName(element);
        return Double.parseDouble(((Element) found.item(index)).getAttribute(attribute));
    }

    private static double origin(Document svg) {
        NodeList lines = svg.getElementsByTagName("line");
        return IntStream.range(0, lines.getLength())
                .mapToObj(i -> (Element) lines.item(i))
                .filter(line -> line.getAttribute("class").equals("one"))
                .mapToDouble(line -> Double.parseDouble(line.getAttribute("x1")))
                .boxed()
                .toList()
                .get(0);
    }

    @Test
    void ratios_standWhereTheAxisSays() throws Exception {
        Document svg = draw(Axis.RATIO, new Estimate(1, 0.9, 1.1), new Estimate(1.3, 1.2, 1.4));

        assertThat(number(svg, "circle", 0, "cx")).isEqualTo(origin(svg));
        assertThat(number(svg, "circle", 1, "cx")).isGreaterThan(origin(svg));
        assertThat(number(svg, "circle", 1, "cy")).isGreaterThan(number(svg, "circle", 0, "cy"));
        String[] interval = ((Element) svg.getElementsByTagName("polyline").item(1))
                .getAttribute("points")
                .split("[ ,]");
        assertThat(Double.parseDouble(interval[0])).isGreaterThan(origin(svg));
        assertThat(Double.parseDouble(interval[2])).isGreaterThan(number(svg, "circle", 1, "cx"));
        assertThat(svg.getDocumentElement().getTextContent()).contains("row 0", "1.30 (1.20–1.40)", "group");
    }

    @Test
    void axis_holdsAllIntervals_andItsOrigin() throws Exception {
        Document svg = draw(Axis.RATIO, new Estimate(2, 1.75, 2.25));

        double left = number(svg, "line", 0, "x1");
        NodeList lines = svg.getElementsByTagName("line");
        double right = number(svg, "line", lines.getLength() - 1, "x1");
        String[] interval = ((Element) svg.getElementsByTagName("polyline").item(0))
                .getAttribute("points")
                .split("[ ,]");
        assertThat(left).isEqualTo(origin(svg));
        assertThat(Double.parseDouble(interval[2])).isLessThanOrEqualTo(right);
    }

    @Test
    void percent_beginsAtZero() throws Exception {
        Document svg = draw(Axis.PERCENT, new Estimate(12.4, 10.9, 13.9), new Estimate(3.3, 1.2, 5.4));

        assertThat(number(svg, "line", 0, "x1")).isEqualTo(origin(svg));
        double unit = (number(svg, "line", 1, "x1") - origin(svg)) / 5;
        assertThat(number(svg, "circle", 0, "cx") - origin(svg)).isCloseTo(12.4 * unit, within(0.2));
        assertThat(number(svg, "circle", 1, "cx") - origin(svg)).isCloseTo(3.3 * unit, within(0.2));
        NodeList texts = svg.getElementsByTagName("text");
        assertThat(IntStream.range(0, texts.getLength())
                        .mapToObj(i -> texts.item(i).getTextContent()))
                .contains("12.4 ± 1.5 %", "3.3 ± 2.1 %")
                .endsWith("0", "5", "10", "15");
    }
}
