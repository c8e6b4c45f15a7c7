package io.parquetkms.spark.ui;

import java.io.IOException;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** Answers requests under Spark 3.5. */
final class JavaxServlet extends HttpServlet {

    private static final long serialVersionUID = 1;

    @SuppressWarnings("serial") // no server serialises a servlet
    private final Pages pages;

    JavaxServlet(Pages pages) {
        this.pages = pages;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Response answer = pages.answer(request, request.getPathInfo());
        response.setStatus(answer.status());
        response.setContentType(answer.contentType());
        response.setHeader("Cache-Control", "no-cache, no-store, must-revalidate");
        response.getWriter().print(answer.body());
    }

    /** As Spark's own pages: the answer would repeat the request's headers. */
    @Override
    protected void doTrace(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.sendError(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
    }
}
