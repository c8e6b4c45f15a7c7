package io.parquetkms.benchmarks.jobs.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

final class ChartTest {

    private static Document draw(List<Chart.Line> lines) throws Exception {
        String svg = new Chart("title", "note", "executors", "$", lines).svg();
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    }

    private static double labelHeight(Document svg, String label) {
        NodeList texts = svg.getElementsByTagName("text");
        for (int i = 0; i < texts.getLength(); i++) {
            Element text = (Element) texts.item(i);
            if (text.getTextContent().equals(label)) {
                return Double.parseDouble(text.getAttribute("y"));
            }
        }
        throw new AssertionError("No label " + label);
    }

    @Test
    void decades_areEquallyFarApart() throws Exception {
        Document svg = draw(List.of(new Chart.Line(
                "line", "a", List.of(new double[] {1, 1}, new double[] {10, 10}, new double[] {100, 100}))));

        String[] points = ((Element) svg.getElementsByTagName("polyline").item(0))
                .getAttribute("points")
                .split("[ ,]");
        assertThat(points).containsExactly("64.0", "388.0", "332.0", "232.0", "600.0", "76.0");
        assertThat(labelHeight(svg, "$100")).isLessThan(labelHeight(svg, "$10"));
    }

    @Test
    void linesThatEndTogether_haveLabelsApart() throws Exception {
        Document svg = draw(List.of(
                new Chart.Line("one", "a", List.of(new double[] {1, 1}, new double[] {10, 90})),
                new Chart.Line("other", "b", List.of(new double[] {1, 1}, new double[] {10, 91}))));

        assertThat(labelHeight(svg, "one") - labelHeight(svg, "other")).isGreaterThan(12);
    }
}
