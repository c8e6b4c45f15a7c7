package io.parquetkms.spark.ui;

/** What a request is answered. */
record Answer(int status, String contentType, String body) {

    static Answer html(int status, String body) {
        return new Answer(status, "text/html;charset=utf-8", body);
    }

    static Answer json(int status, String body) {
        return new Answer(status, "application/json;charset=utf-8", body);
    }
}
