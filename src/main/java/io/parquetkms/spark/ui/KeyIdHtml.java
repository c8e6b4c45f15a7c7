package io.parquetkms.spark.ui;

/**
 * A KMS key's ARN in little room: Region and account, the start of the key's id and its end, which tells keys apart. The
 * middle is there but covered, so that who copies it has the whole, as has who points at it.
 */
final class KeyIdHtml {

    /** How much of the key's own id is shown, in characters. */
    private static final int START = 8;

    private static final int END = 6;

    private KeyIdHtml() {}

    static Html html(String keyId) {
        int start = keyId.offsetByCodePoints(0, Math.min(shown(keyId), keyId.codePointCount(0, keyId.length())));
        int end = Math.max(start, keyId.length() - END);
        if (end - start <= END) {
            return id(keyId, Html.text(keyId));
        }
        return id(
                keyId,
                Html.text(keyId.substring(0, start)),
                Html.styled("span", "pk-middle", keyId.substring(start, end)),
                Html.text(keyId.substring(end)));
    }

    private static int shown(String keyId) {
        int slash = keyId.indexOf('/');
        return slash < 0 ? 3 * START : slash + 1 + START;
    }

    private static Html id(String keyId, Html... parts) {
        return Html.styled("code", "pk-id", parts).hint(keyId);
    }
}
