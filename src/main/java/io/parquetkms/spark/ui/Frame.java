package io.parquetkms.spark.ui;

/** What stands around the tab's content: head, navigation bar, title. */
interface Frame {

    /**
     * The whole page.
     *
     * @param request of the servlet API that Spark speaks
     * @param content HTML
     */
    String around(Object request, String content);
}
