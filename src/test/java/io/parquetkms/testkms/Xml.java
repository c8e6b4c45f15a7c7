package io.parquetkms.testkms;

/** The XML of the query protocol's answers. Stateless. */
final class Xml {

    static final String CONTENT_TYPE = "text/xml";

    private static final String NAMESPACE = " xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"";

    private Xml() {}

    static WireAnswer result(Trace trace, String content) {
        String action = trace.operation().wireName();
        String answer = parent(action + "Result", content)
                + parent("ResponseMetadata", element("RequestId", trace.requestId()));
        return new WireAnswer(200, CONTENT_TYPE, root(action + "Response", answer));
    }

    static String error(String code, String message, String requestId) {
        String error = element("Type", "Sender") + element("Code", code) + element("Message", message);
        return root("ErrorResponse", parent("Error", error) + element("RequestId", requestId));
    }

    static String parent(String name, String content) {
        return "<" + name + ">" + content + "</" + name + ">";
    }

    static String element(String name, String text) {
        return parent(name, text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"));
    }

    private static String root(String name, String content) {
        return "<" + name + NAMESPACE + ">" + content + "</" + name + ">";
    }
}
