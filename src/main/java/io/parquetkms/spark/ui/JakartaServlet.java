package io.parquetkms.spark.ui;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Answers requests under Spark 4.0 and later. */
final class JakartaServlet extends HttpServlet {

    private static final long serialVersionUID = 1;

    @SuppressWarnings("serial") // no server serialises a servlet
    private final Pages pages;

    JakartaServlet(Pages pages) {
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
