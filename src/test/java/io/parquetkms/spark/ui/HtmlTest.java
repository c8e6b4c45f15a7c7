package io.parquetkms.spark.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HtmlTest {

    @Test
    void text_markup_isEscaped() {
        assertThat(Html.text("<script>alert(\"x\" & 'y')</script>"))
                .hasToString("&lt;script&gt;alert(&quot;x&quot; &amp; &#39;y&#39;)&lt;/script&gt;");
    }

    @Test
    void set_markup_isEscaped() {
        assertThat(Html.tag("p").set("title", "\"><script>")).hasToString("<p title=\"&quot;&gt;&lt;script&gt;\"></p>");
    }

    /** Each is replaced by one U+FFFD. */
    @ParameterizedTest
    @CsvSource({"NUL,0", "escape,27", "carriage return,13", "C1,155", "right-to-left override,8238", "isolate,8294"})
    void text_whatMisleads_isReplaced(String name, int character) {
        assertThat(Html.text("a" + (char) character + "b")).as(name).hasToString("a\uFFFDb");
    }

    @Test
    void text_halfOfACharacter_isReplaced() {
        assertThat(Html.text("a\uD83D")).hasToString("a\uFFFD");
        assertThat(Html.text("\uD83D\uDD11 ключ\n\t")).hasToString("\uD83D\uDD11 ключ\n\t");
    }

    @Test
    void tag_nested_isNotEscapedAgain() {
        assertThat(Html.tag("p", Html.text("a & "), Html.styled("b", "x y", "c"))
                        .set("id", "1"))
                .hasToString("<p id=\"1\">a &amp; <b class=\"x y\">c</b></p>");
    }

    @Test
    void all_pieces_areInOrder() {
        assertThat(Html.all(Html.text(1_000), Html.NOTHING, Html.tag("i", "x"))).hasToString("1,000<i>x</i>");
    }

    @Test
    void hint_empty_isNoAttribute() {
        assertThat(Html.tag("p", "x").hint("")).hasToString("<p>x</p>");
    }

    @Test
    void set_onText_fails() {
        assertThatIllegalStateException().isThrownBy(() -> Html.text("x").set("class", "y"));
    }
}
