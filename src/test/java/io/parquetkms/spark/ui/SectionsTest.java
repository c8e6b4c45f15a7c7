package io.parquetkms.spark.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is particular to one part of the page. */
final class SectionsTest {

    private static Summary summary(long calls, long failed, long checks, long saved, double dollars) {
        return new Summary(0, 0, 0, calls, failed, checks, calls + saved, saved, 0, dollars);
    }

    private static String key(Duration age, Duration left) {
        return KeysHtml.of(List.of(new KeyRow("pii", SampleDashboard.PII, "read", 3, age, left)))
                .toString();
    }

    private static Dashboard denied(DenialRow... denials) {
        Dashboard empty = SampleDashboard.empty();
        return new Dashboard(
                empty.mode(),
                empty.modeReason(),
                empty.modeRemedy(),
                empty.started(),
                empty.taken(),
                empty.summary(),
                empty.policy(),
                empty.written(),
                empty.keys(),
                empty.calls(),
                empty.executors(),
                empty.datasets(),
                List.of(denials),
                empty.settings());
    }

    private static DenialRow denial(int secondsAgo, String executor, String message) {
        return new DenialRow(
                SampleDashboard.TAKEN.minusSeconds(secondsAgo),
                executor,
                "Decrypt",
                SampleDashboard.PII,
                message,
                SampleDashboard.GRANT);
    }

    private static WrittenRow columns(List<String> columns, int more, String key, String keyId) {
        return new WrittenRow("s3a://bucket/sales", columns, more, key, keyId, 0, "a rule", "executors");
    }

    private static String written(WrittenRow row) {
        return WrittenHtml.of(List.of(row)).toString();
    }

    private static String text(Html html) {
        return html.toString().replaceAll("<[^>]*>", "");
    }

    @ParameterizedTest
    @CsvSource({
        "0.000033, 'less than a cent, at list price', true",
        "0.01, at list price, true",
        "0, nothing charged, false"
    })
    void keyFigures_cost_isExplainedWhereThereIsOne(double dollars, String note, boolean explained) {
        String html = KeyFigures.of(summary(10, 0, 0, 0, dollars)).toString();
        assertThat(html).contains(note);
        assertThat(html.contains("$0.03 for 10,000 requests")).isEqualTo(explained);
    }

    @Test
    void keyFigures_failures_areInRed() {
        assertThat(KeyFigures.of(summary(10, 3, 2, 0, 0)).toString())
                .contains("2 to check the keys, <span class=\"pk-bad\">3 failed</span>");
        assertThat(KeyFigures.of(summary(10, 0, 0, 0, 0)).toString())
                .contains(">none failed<")
                .doesNotContain("pk-bad");
    }

    @Test
    void callsSaved_some_areBarsInProportion() {
        assertThat(CallsSaved.of(summary(10, 0, 0, 990, 0)).toString())
                .contains("width:100.00%", "1,000 KMS calls", "width:1.00%", "10 KMS calls, 99% saved");
    }

    @Test
    void callsSaved_none_promisesNothing() {
        assertThat(CallsSaved.of(summary(1, 0, 0, 0, 0)).toString())
                .contains("1 KMS call<")
                .doesNotContain("saved");
        assertThat(CallsSaved.of(summary(0, 0, 0, 0, 0)).toString()).isEmpty();
    }

    @Test
    void brokerMode_best_hasNothingToMend() {
        assertThat(ModeHtml.of(SampleDashboard.calm()).toString()).doesNotContain("pk-code", "pk-mode-remedy");
        assertThat(ModeHtml.of(SampleDashboard.rich()).toString())
                .contains("spark.authenticate=true\nspark.network.crypto.enabled=true\n", "pk-mode-remedy");
    }

    @Test
    void keys_timeLeft_isABarInProportion() {
        assertThat(key(Duration.ofHours(18), Duration.ofHours(6)))
                .contains("pk-made\" style=\"width:25.00%\"", ">6 h<");
        assertThat(key(Duration.ZERO, Duration.ZERO)).contains("width:0.00%", ">0 s<");
    }

    @Test
    void keys_timeOver_isInRed() {
        assertThat(key(Duration.ofHours(24), Duration.ofMinutes(-3)))
                .contains("pk-over\" style=\"width:100.00%\"", ">over 3 min ago<", "parquet.kms.kek.grace")
                .contains("sorttable_customkey=\"-180\"");
    }

    @Test
    void calls_failed_areInRed() {
        assertThat(CallsHtml.of(SampleDashboard.rich().calls()).toString())
                .contains(
                        "<span class=\"pk-bad\">denied</span>",
                        "<span class=\"pk-bad\">throttled</span>",
                        "<td>ok</td>");
    }

    @Test
    void executors_ids_areSortedAsNumbers() {
        assertThat(ExecutorsHtml.of(SampleDashboard.rich()).toString())
                .contains("sorttable_customkey=\"0000000001\">1<", "sorttable_customkey=\"0000driver\">driver<");
    }

    @Test
    void executors_gone_areMuted() {
        assertThat(ExecutorsHtml.of(SampleDashboard.rich()).toString())
                .containsOnlyOnce("<tr class=\"pk-muted\"><td sorttable_customkey=\"0000000003\">3</td>")
                .contains("Dead", "1 h 1 min ago");
    }

    @Test
    void datasets_requestIds_areFolded() {
        String html = DatasetsHtml.of(SampleDashboard.rich().datasets()).toString();
        assertThat(html).contains("<summary>14 requests</summary>", "<summary>1 request</summary>", ">none<");
        assertThat(html).contains("5d0a7f2e-3c1b-4c7e-9f00-000000000000\n5d0a7f2e-3c1b-4c7e-9f00-000000000001");
    }

    @Test
    void datasets_unknown_saysSo() {
        assertThat(DatasetsHtml.of(List.of(new DatasetRow(
                                "", "", "pii", "Decrypt", 1, "executors", List.of(), List.of(), null, 0)))
                        .toString())
                .contains("not known");
        assertThat(written(new WrittenRow("", List.of(), 0, "", "", 1, "", "driver")))
                .contains("not known");
    }

    @Test
    void written_columns_areNamedWithTheirKeysNameAndReason() {
        assertThat(written(columns(List.of("city", "<b>"), 0, "pii", SampleDashboard.PII)))
                .contains("<td><code>city, &lt;b&gt;</code></td>")
                .contains("<strong title=\"" + SampleDashboard.PII + "\">pii</strong>")
                .contains(">a rule<")
                .doesNotContain("pk-plain");
    }

    @Test
    void written_keyWithoutAName_isItself() {
        assertThat(written(columns(List.of("city"), 0, SampleDashboard.PII, "")))
                .contains(KeyIdHtml.html(SampleDashboard.PII).toString());
    }

    @Test
    void written_plaintext_standsOut() {
        assertThat(written(columns(List.of("city"), 0, "", "")))
                .contains("<span class=\"pk-plain\">in plaintext</span>", "<code>city</code>");
        assertThat(written(new WrittenRow("a", List.of(), 0, "", "", 1_200, "no key", "driver")))
                .contains("<span class=\"pk-plain\">all of 1,200 files</span>")
                .contains("<span class=\"pk-plain\">in plaintext</span>");
    }

    @Test
    void written_manyColumns_areFolded() {
        List<String> ten = List.of("a", "b", "c", "d", "e", "f", "g", "h", "i", "j");
        assertThat(written(columns(ten, 1_000, "pii", "")))
                .contains("<summary>a, b, c, d, e, f, g, h, … and 1,002 more</summary>")
                .contains(">a, b, c, d, e, f, g, h, i, j, … and 1,000 more<");
    }

    @Test
    void keyFigures_plaintext_standsOut() {
        assertThat(KeyFigures.of(new Summary(3, 2, 40, 0, 0, 0, 0, 0, 0, 0)).toString())
                .contains(">3<", ">datasets encrypted<", ">2<", ">datasets in plaintext<")
                .contains("<span class=\"pk-plain\">40 files</span>");
        assertThat(KeyFigures.of(summary(0, 0, 0, 0, 0)).toString()).doesNotContain("pk-plain");
    }

    @Test
    void denials_ofOneReason_areOne() {
        String text = text(DenialsHtml.of(denied(
                denial(12, "10", "no"), denial(14, "2", "no"), denial(15, "driver", "no"), denial(90, "2", "never"))));
        assertThat(text)
                .containsOnlyOnce("no" + "Decrypt with")
                .contains("3 times, last ", "(12 s ago), on the driver and on executors 2, 10")
                .contains("(1 min 30 s ago), on executor 2");
    }

    @Test
    void denials_ofManyExecutors_nameNone() {
        DenialRow[] denials = IntStream.rangeClosed(1, 11)
                .mapToObj(id -> denial(id, String.valueOf(id), "no"))
                .toArray(DenialRow[]::new);
        assertThat(text(DenialsHtml.of(denied(denials)))).contains("11 times, ", ", on 11 executors");
    }

    @Test
    void denials_ofTheDriver_nameNoExecutor() {
        assertThat(text(DenialsHtml.of(denied(denial(1, "driver", "no"))))).contains("(1 s ago), on the driver");
    }

    @Test
    void rules_defaults_areMuted() {
        assertThat(SettingsHtml.of(List.of(
                                new SettingRow("parquet.kms.kek.grace", "1h", SettingRow.DEFAULT),
                                new SettingRow("parquet.kms.kek.max.age", "2h", "start-up")))
                        .toString())
                .containsOnlyOnce("<tr class=\"pk-muted\"><td>parquet.kms.kek.grace</td>")
                .contains("<tr><td>parquet.kms.kek.max.age</td>");
    }
}
