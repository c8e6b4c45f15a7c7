package io.parquetkms.spark.ui;

/** A page with Spark's style sheets and a way back to the other tabs, and nothing that depends on Spark's version. */
final class PlainFrame implements Frame {

    private final String title;

    PlainFrame(String title) {
        this.title = title;
    }

    @Override
    public String around(Object request, String content) {
        return "<!DOCTYPE html><html><head><meta charset=\"utf-8\">" + Html.tag("title", title)
                + sheet("bootstrap.min.css")
                + sheet("webui.css")
                + "</head><body class=\"container-fluid\"><p><a href=\"../jobs/\">Spark jobs</a></p>"
                + Html.tag("h3", title) + content + "</body></html>";
    }

    /** Relative, so that it holds behind any proxy. */
    private static String sheet(String name) {
        return "<link rel=\"stylesheet\" href=\"../static/" + name + "\">";
    }
}
