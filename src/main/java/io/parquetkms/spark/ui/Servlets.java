package io.parquetkms.spark.ui;

import java.lang.reflect.Method;
import java.util.Arrays;

/** The servlet for the Spark at hand, which speaks {@code javax.servlet} in 3.5 and {@code jakarta.servlet} since 4.0. */
final class Servlets {

    private static final String JAVAX = "javax.servlet.http.HttpServlet";
    private static final String JAKARTA = "jakarta.servlet.http.HttpServlet";

    private Servlets() {}

    /** {@code WebUI.attachHandler(contextPath, servlet, pathSpec)}. */
    static Method attachHandler(Class<?> ui) throws NoSuchMethodException {
        return Arrays.stream(ui.getMethods())
                .filter(method -> method.getName().equals("attachHandler") && method.getParameterCount() == 3)
                .findFirst()
                .orElseThrow(
                        () -> new NoSuchMethodException(ui.getName() + ".attachHandler(String, HttpServlet, String)"));
    }

    /** The servlet that the method takes. The class of the other one is not touched, as its parents may not be there. */
    static Object servlet(Method attachHandler, Pages pages) throws NoSuchMethodException {
        String type = attachHandler.getParameterTypes()[1].getName();
        return switch (type) {
            case JAVAX -> new JavaxServlet(pages);
            case JAKARTA -> new JakartaServlet(pages);
            default -> throw new NoSuchMethodException(attachHandler + ": neither javax nor jakarta");
        };
    }
}
