package io.parquetkms.lake.rotate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.*;
import org.jspecify.annotations.Nullable;

/**
 * A key that a file holds, as its key material says.
 *
 * @param json the key material
 * @param kmsKey that wrapped it, as its writer named it
 * @param wrapped the KEK, or the data key where there is none
 * @param isSingleWrapped whether there is none
 */
record HeldKey(byte[] json, String kmsKey, String wrapped, boolean isSingleWrapped) {

    static HeldKey read(byte @Nullable [] json) throws IOException {
        if (json == null) throw new RefusedFileException("no key");
        String s = new String(json, StandardCharsets.UTF_8);
        if (s.contains("\"internalStorage\":false")) throw new RefusedFileException("external");
        boolean single = s.contains("\"doubleWrapping\":false");
        return new HeldKey(json, f(s, "masterKeyID"), f(s, single ? "wrappedDEK" : "wrappedKEK"), single);
    }
    private static String f(String s, String n) throws IOException {
        Matcher m = Pattern.compile("\"" + n + "\":\"([^\"]*)\"").matcher(s);
        if (!m.find()) throw io.parquetkms.kms.KmsError.INVALID.exception("no " + n, null);
        return m.group(1);
    }

    byte[] under(String newKmsKey, String newlyWrapped) {
        String s = new String(json, StandardCharsets.UTF_8).replaceFirst("^\\{ *", "{").replace("\"" + kmsKey + "\"", "\"" + newKmsKey + "\"").replace(wrapped, newlyWrapped);
        int pad = json.length - s.length();
        return (pad > 0 ? "{" + " ".repeat(pad) + s.substring(1) : s).getBytes(StandardCharsets.UTF_8);
    }
}
