package io.parquetkms.spark.ui;

import java.lang.reflect.Method;
import java.util.function.Supplier;
import org.apache.spark.SparkContext;
import org.apache.spark.ui.SparkUI;
import org.apache.spark.ui.SparkUITab;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Option;

/**
 * The "Encryption" tab of a running application's UI: {@code /encryption/}, and {@code /encryption/json} for machines. Spark's
 * own filters guard it, as they do the other tabs.
 */
public final class EncryptionTab {

    private static final Logger LOG = LoggerFactory.getLogger(EncryptionTab.class);

    private static final String PREFIX = "encryption";

    private EncryptionTab() {}

    /**
     * Attaches the tab. To be called once for each application, in {@code DriverPlugin.init} or later. Does nothing where
     * Spark shows no UI, or one too different from Spark's own; never throws.
     *
     * @param dashboard asked at each view, on a thread of the UI's server: to be safe on any thread, quick, and free of calls
     */
    public static void attach(SparkContext sc, Supplier<Dashboard> dashboard) {
        try {
            attach(sc.ui(), new Redaction(sc.conf().get(Redaction.REGEX, Redaction.DEFAULT)), dashboard);
        } catch (Throwable e) { // Spark's UI is private to it, so anything may be missing
            LOG.debug("Spark's UI has no Encryption tab", e);
        }
    }

    static void attach(Option<SparkUI> ui, Redaction redaction, Supplier<Dashboard> dashboard)
            throws ReflectiveOperationException {
        if (ui.isDefined()) {
            attach(ui.get(), redaction, dashboard);
        }
    }

    private static void attach(SparkUI ui, Redaction redaction, Supplier<Dashboard> dashboard)
            throws ReflectiveOperationException {
        SparkUITab tab = new SparkUITab(ui, PREFIX) {};
        Pages pages = new Pages(() -> redaction.of(dashboard.get()), new SparkFrame(tab));
        Method attachHandler = Servlets.attachHandler(ui.getClass());
        attachHandler.invoke(ui, "/" + PREFIX, Servlets.servlet(attachHandler, pages), "/*");
        ui.attachTab(tab);
    }
}
