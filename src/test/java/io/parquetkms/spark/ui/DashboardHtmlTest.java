package io.parquetkms.spark.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

final class DashboardHtmlTest {

    private static final String EVIL = "\"'><script>alert('x')</script><img src=x onerror=alert(1)>&";

    private static String rich() {
        return DashboardHtml.of(SampleDashboard.rich());
    }

    private static String empty() {
        return DashboardHtml.of(SampleDashboard.empty());
    }

    /** The page as a browser gets it: its markup is well-formed XML too. */
    private static Document parse(String html) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader("<div>" + html + "</div>")));
    }

    private static String words(String html) throws Exception {
        Element root = parse(html).getDocumentElement();
        return root.getTextContent().substring(Style.CSS.length()).replaceAll("\\s+", " ");
    }

    /** Something of the same evil in every text. */
    static Dashboard evil() {
        return new Dashboard(
                EVIL,
                EVIL,
                List.of(EVIL),
                SampleDashboard.STARTED,
                SampleDashboard.TAKEN,
                new Summary(1, 1, 1, 1, 1, 1, 1, 1, 1, 1),
                new PolicyRow(EVIL, EVIL, 1),
                List.of(
                        new WrittenRow(EVIL, List.of(EVIL), 1, EVIL, EVIL, 0, EVIL, EVIL),
                        new WrittenRow(EVIL, Collections.nCopies(30, EVIL), 1, EVIL, "", 0, EVIL, EVIL),
                        new WrittenRow(EVIL, List.of(), 0, "", "", 1, EVIL, EVIL)),
                List.of(new KeyRow(EVIL, EVIL, EVIL, 1, Duration.ZERO, Duration.ZERO)),
                List.of(new CallRow(EVIL, EVIL, 1, Duration.ZERO, Duration.ZERO)),
                List.of(new ExecutorRow(EVIL, EVIL, EVIL, true, 1, 1, 1, 1, 1, 1, 1, SampleDashboard.TAKEN)),
                List.of(new DatasetRow(
                        EVIL, EVIL, EVIL, EVIL, 1, EVIL, List.of(EVIL), List.of(EVIL), List.of(EVIL), 1)),
                List.of(new DenialRow(SampleDashboard.TAKEN, EVIL, EVIL, EVIL, EVIL, EVIL)),
                List.of(new SettingRow(EVIL, EVIL, EVIL)));
    }

    static List<Dashboard> all() {
        return List.of(SampleDashboard.rich(), SampleDashboard.calm(), SampleDashboard.empty(), evil());
    }

    @ParameterizedTest
    @MethodSource("all")
    void of_any_isWellFormedAndInert(Dashboard dashboard) throws Exception {
        NodeList elements = parse(DashboardHtml.of(dashboard)).getElementsByTagName("*");
        for (int i = 0; i < elements.getLength(); i++) {
            Element element = (Element) elements.item(i);
            assertThat(element.getTagName()).isNotIn("script", "img", "iframe", "object", "form", "link");
            for (int j = 0; j < element.getAttributes().getLength(); j++) {
                assertThat(element.getAttributes().item(j).getNodeName()).doesNotMatch("(?i)on.*|src|action");
            }
        }
    }

    @Test
    void of_any_refersToNothingOutside() {
        assertThat(Style.CSS).doesNotContain("//", "url(", "@import");
        assertThat(Pattern.compile("href=\"([^\"]*)\"").matcher(rich()).results())
                .extracting(link -> link.group(1))
                .containsOnly("json");
    }

    @Test
    void of_evil_isShownAsItIs() throws Exception {
        assertThat(words(DashboardHtml.of(evil()))).contains(EVIL);
    }

    @Test
    void of_rich_hasEverySection() throws Exception {
        assertThat(words(rich()))
                .containsSubsequence(
                        "Counted for 2 h 5 min, from ",
                        "1dataset encrypted",
                        "1dataset in plaintext",
                        "40 files",
                        "11KMS calls made",
                        "2,549KMS calls saved",
                        "$0.000033cost of the calls",
                        "2,560data keys",
                        "12keys from the driver",
                        "Denials",
                        "Datasets written",
                        "Keys in use",
                        "Broker mode wrapped, since Spark's RPC channel is not authenticated and encrypted.",
                        "spark.network.crypto.enabled=true",
                        "Calls to KMS",
                        " saved",
                        "What keys were used for",
                        "Executors",
                        "Settings",
                        "Policy s3a://platform-conf-eu-west-1/parquet-kms/lake.json, 12 places, SHA-256 "
                                + SampleDashboard.SHA_256);
    }

    @Test
    void of_nothingDenied_hasDenialsLast() throws Exception {
        assertThat(words(DashboardHtml.of(SampleDashboard.calm())))
                .containsSubsequence(
                        "Datasets written", "Keys in use", "Denials", "None: KMS has denied nothing.", "Settings");
    }

    @Test
    void of_empty_saysSoInWords() throws Exception {
        assertThat(words(empty()))
                .contains(
                        "No dataset has been written yet.",
                        "No key has been used yet: ",
                        "No call to KMS has been made.",
                        "No executor has reported yet.",
                        "No encrypted dataset has been written or read yet.",
                        "None: KMS has denied nothing.",
                        "The plugin has reported no setting.");
        assertThat(words(empty())).doesNotContain("Policy");
        assertThat(empty()).doesNotContain("<table", "pk-bars\"", "NaN");
    }
}
