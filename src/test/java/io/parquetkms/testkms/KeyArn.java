package io.parquetkms.testkms;

import java.util.Locale;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The ARN of a KMS key: {@code arn:aws:kms:<region>:<account>:key/<id>}. Immutable. */
record KeyArn(String region, String account, String id) {

    private static final Pattern SHAPE = Pattern.compile("arn:aws:kms:([a-z0-9-]+):(\\d{12}):key/([a-zA-Z0-9-]+)");
    private static final Pattern ID =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|mrk-[0-9a-f]{32}");

    static KeyArn parse(String arn) {
        Matcher matcher = SHAPE.matcher(arn);
        if (!matcher.matches()) {
            throw KmsError.notFound("Invalid arn " + arn);
        }
        return new KeyArn(matcher.group(1), matcher.group(2), matcher.group(3));
    }

    static String freshId(boolean multiRegion) {
        String uuid = UUID.randomUUID().toString().toLowerCase(Locale.ROOT);
        return multiRegion ? "mrk-" + uuid.replace("-", "") : uuid;
    }

    static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    KeyArn inRegion(String other) {
        return new KeyArn(other, account, id);
    }

    @Override
    public String toString() {
        return "arn:aws:kms:" + region + ":" + account + ":key/" + id;
    }
}
