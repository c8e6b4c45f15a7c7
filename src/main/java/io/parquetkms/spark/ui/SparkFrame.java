package io.parquetkms.spark.ui;

import java.lang.reflect.Method;
import java.util.Arrays;
import org.apache.spark.ui.SparkUITab;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Function0;
import scala.Option;

/**
 * The frame that Spark gives its own pages, so that the tab looks as the others do in every version: the same navigation bar,
 * style sheets, theme, proxy base. By reflection, since its parameters differ from version to version; where it can't be had,
 * a {@link PlainFrame}.
 */
final class SparkFrame implements Frame {

    private static final Logger LOG = LoggerFactory.getLogger(SparkFrame.class);

    private static final String TITLE = "Encryption";

    private final SparkUITab tab;

    SparkFrame(SparkUITab tab) {
        this.tab = tab;
    }

    @Override
    public String around(Object request, String content) {
        try {
            Method page = headerSparkPage(sparkClass("org.apache.spark.ui.UIUtils"));
            Function0<Object> nodes = unparsed(content);
            return "<!DOCTYPE html>"
                    + page.invoke(null, MethodArguments.of(page, request, TITLE, nodes, tab, Option.empty()));
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            LOG.debug("Spark's own page frame can't be used", e);
            return new PlainFrame(TITLE).around(request, content);
        }
    }

    private static Method headerSparkPage(Class<?> utilities) throws NoSuchMethodException {
        return Arrays.stream(utilities.getMethods())
                .filter(method -> method.getName().equals("headerSparkPage"))
                .findFirst()
                .orElseThrow(() -> new NoSuchMethodException("headerSparkPage"));
    }

    /** Markup as a Scala XML node, which is a sequence of nodes too, in any Scala version. */
    private static Function0<Object> unparsed(String content) throws ReflectiveOperationException {
        Object node =
                sparkClass("scala.xml.Unparsed").getConstructor(String.class).newInstance(content);
        return () -> node;
    }

    private static Class<?> sparkClass(String name) throws ClassNotFoundException {
        return Class.forName(name, true, SparkUITab.class.getClassLoader());
    }
}
