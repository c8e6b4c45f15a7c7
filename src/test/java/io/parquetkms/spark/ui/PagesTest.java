package io.parquetkms.spark.ui;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PagesTest {

    private static final Object REQUEST = new Object();
    private static final Frame FRAME = (request, content) -> "[" + (request == REQUEST) + content + "]";

    private static Dashboard failing() {
        throw new IllegalStateException("with <details>");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = "/")
    void answer_root_isTheFramedPage(@Nullable String path) {
        Response answer = new Pages(SampleDashboard::rich, FRAME).answer(REQUEST, path);
        assertThat(answer)
                .isEqualTo(Response.html(200, "[true" + DashboardHtml.of(SampleDashboard.rich()) + "]"))
                .returns("text/html;charset=utf-8", Response::contentType);
    }

    @Test
    void answer_json_isNotFramed() {
        assertThat(new Pages(SampleDashboard::rich, FRAME).answer(REQUEST, "/json"))
                .isEqualTo(new Response(200, "application/json;charset=utf-8", Json.of(SampleDashboard.rich())));
    }

    @Test
    void answer_elsewhere_isNotFound() {
        assertThat(new Pages(SampleDashboard::rich, FRAME).answer(REQUEST, "/<x>"))
                .isEqualTo(Response.html(404, "[true<p>There is no such page.</p>]"));
    }

    @Test
    void answer_failure_tellsNoDetails() {
        Pages pages = new Pages(PagesTest::failing, FRAME);
        assertThat(pages.answer(REQUEST, "/").status()).isEqualTo(500);
        assertThat(pages.answer(REQUEST, "/").body()).contains("see the driver").doesNotContain("details");
        assertThat(pages.answer(REQUEST, "/json"))
                .isEqualTo(Response.json(500, "{\"error\":\"The figures can't be shown: see the driver's log.\"}"));
    }
}
