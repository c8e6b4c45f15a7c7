package io.parquetkms.spark.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** On both servlet APIs. */
final class ServletsTest {

    /** What {@code WebUI} looks like in Spark 3.5. */
    public interface JavaxUi {
        void attachHandler(Object handler);

        void attachHandler(String path, javax.servlet.http.HttpServlet servlet, String spec);
    }

    /** And since 4.0. */
    public interface JakartaUi {
        void attachHandler(String path, jakarta.servlet.http.HttpServlet servlet, String spec);
    }

    /** And maybe one day. */
    public interface OtherUi {
        void attachHandler(String path, Runnable servlet, String spec);
    }

    private static final Pages PAGES =
            new Pages(SampleDashboard::rich, (request, content) -> request instanceof Proxy ? content : "?");

    private final List<String> told = new ArrayList<>();
    private final StringWriter written = new StringWriter();

    /** Answers as the map says, notes what it is told. */
    private <T> T fake(Class<T> type, Map<String, Object> answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    if (method.getReturnType() == void.class) {
                        told.add(method.getName() + Arrays.toString(arguments));
                    }
                    return answers.get(method.getName());
                }));
    }

    private static Object servlet(Class<?> ui) throws NoSuchMethodException {
        return Servlets.servlet(Servlets.attachHandler(ui), PAGES);
    }

    private void serve(String api, String httpMethod, String path) throws Exception {
        ClassLoader loader = ServletsTest.class.getClassLoader();
        Class<?> request = Class.forName(api + ".servlet.http.HttpServletRequest", true, loader);
        Class<?> response = Class.forName(api + ".servlet.http.HttpServletResponse", true, loader);
        Object servlet = servlet(api.equals("javax") ? JavaxUi.class : JakartaUi.class);
        Method service = Objects.requireNonNull(servlet.getClass().getSuperclass())
                .getDeclaredMethod("service", request, response);
        service.setAccessible(true);
        service.invoke(
                servlet,
                fake(request, Map.of("getMethod", httpMethod, "getPathInfo", path, "getProtocol", "HTTP/1.1")),
                fake(response, Map.of("getWriter", new PrintWriter(written, true))));
    }

    @ParameterizedTest
    @CsvSource({
        "javax, /, 200, text/html;charset=utf-8",
        "javax, /json, 200, application/json;charset=utf-8",
        "javax, /x, 404, text/html;charset=utf-8",
        "jakarta, /, 200, text/html;charset=utf-8",
        "jakarta, /json, 200, application/json;charset=utf-8",
        "jakarta, /x, 404, text/html;charset=utf-8"
    })
    void get_path_isAnswered(String api, String path, int status, String contentType) throws Exception {
        serve(api, "GET", path);
        assertThat(told)
                .containsExactly(
                        "setStatus[" + status + "]",
                        "setContentType[" + contentType + "]",
                        "setHeader[Cache-Control, no-cache, no-store, must-revalidate]");
        assertThat(written)
                .hasToString(PAGES.answer(fake(Runnable.class, Map.of()), path).body());
    }

    @ParameterizedTest
    @CsvSource({"javax, TRACE", "javax, POST", "jakarta, TRACE", "jakarta, POST"})
    void others_any_areRefused(String api, String httpMethod) throws Exception {
        serve(api, httpMethod, "/");
        assertThat(told).singleElement().asString().startsWith("sendError[405");
        assertThat(written.toString()).isEmpty();
    }

    @Test
    void servlet_uiOfSpark_isOfItsApi() throws Exception {
        assertThat(servlet(JavaxUi.class)).isInstanceOf(javax.servlet.http.HttpServlet.class);
        assertThat(servlet(JakartaUi.class)).isInstanceOf(jakarta.servlet.http.HttpServlet.class);
    }

    @Test
    void servlet_otherUi_fails() {
        assertThatExceptionOfType(NoSuchMethodException.class).isThrownBy(() -> servlet(OtherUi.class));
        assertThatExceptionOfType(NoSuchMethodException.class).isThrownBy(() -> servlet(String.class));
    }
}
