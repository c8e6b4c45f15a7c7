package io.parquetkms.spark.ui;

/** What a request is answered. */
record Response(int status, String contentType, String body) {

    static Response html(int status, String body) {
        return new Response(status, "text/html;charset=utf-8", body);
    }

    static Response json(int status, String body) {
        return new Response(status, "application/json;charset=utf-8", body);
    }
}
