package io.parquetkms.spark.ui;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tab's two pages: HTML for people, JSON for machines. Safe on any thread. */
final class Pages {

    private static final Logger LOG = LoggerFactory.getLogger(Pages.class);

    private static final String FAILED = "The figures can't be shown: see the driver's log.";

    private final Supplier<Dashboard> dashboard;
    private final Frame frame;

    Pages(Supplier<Dashboard> dashboard, Frame frame) {
        this.dashboard = dashboard;
        this.frame = frame;
    }

    /**
     * Answers a request; a failure is an answer too, without its details.
     *
     * @param request of the servlet API that Spark speaks
     * @param path below the tab's; null or {@code /} for its page
     */
    Response answer(Object request, @Nullable String path) {
        return switch (path == null ? "/" : path) {
            case "/" -> page(request);
            case "/json" -> json();
            default -> message(request, 404, "There is no such page.");
        };
    }

    private Response page(Object request) {
        try {
            return Response.html(200, frame.around(request, DashboardHtml.of(dashboard.get())));
        } catch (RuntimeException e) {
            LOG.warn("The Encryption tab can't be shown", e);
            return message(request, 500, FAILED);
        }
    }

    private Response json() {
        try {
            return Response.json(200, Json.of(dashboard.get()));
        } catch (RuntimeException e) {
            LOG.warn("The Encryption tab's JSON can't be made", e);
            return Response.json(500, "{\"error\":\"" + FAILED + "\"}");
        }
    }

    private Response message(Object request, int status, String message) {
        return Response.html(
                status, frame.around(request, Html.tag("p", message).toString()));
    }
}
