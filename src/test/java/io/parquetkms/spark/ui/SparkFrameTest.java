package io.parquetkms.spark.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import scala.Option;

final class SparkFrameTest {

    /** Methods with parameters as Spark's, of other versions. */
    interface Versions {
        Object now(CharSequence request, Number title, Thread content, Option<String> help, boolean a, boolean b);

        Object later(CharSequence request, Number title, boolean a, Thread content, Option<String> help);

        Object never(CharSequence request, List<String> more);
    }

    private static final Thread CONTENT = new Thread("content");

    private static Object[] arguments(String version) {
        Method method = Arrays.stream(Versions.class.getMethods())
                .filter(candidate -> candidate.getName().equals(version))
                .findFirst()
                .orElseThrow();
        return MethodArguments.of(method, "request", 1, CONTENT, Option.empty());
    }

    @Test
    void arguments_anyOrder_areFoundByTheirTypes() {
        assertThat(arguments("now")).containsExactly("request", 1, CONTENT, Option.empty(), false, false);
        assertThat(arguments("later")).containsExactly("request", 1, false, CONTENT, Option.empty());
    }

    @Test
    void arguments_unknownType_fails() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> arguments("never"))
                .withMessageContaining("java.util.List");
    }

    /** There is no Scala XML here, so that Spark's own frame can't be had. */
    @Test
    @SuppressWarnings("NullAway") // a tab needs a running UI
    void around_noFrameOfSparks_isPlain() {
        assertThat(new SparkFrame(null).around("request", "<b>content</b>"))
                .isEqualTo(new PlainFrame("Encryption").around("request", "<b>content</b>"))
                .startsWith("<!DOCTYPE html><html><head>")
                .contains("href=\"../static/webui.css\"", "href=\"../jobs/\"", "<h3>Encryption</h3><b>content</b>");
    }
}
