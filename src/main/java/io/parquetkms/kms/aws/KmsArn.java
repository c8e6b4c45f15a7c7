package io.parquetkms.kms.aws;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An ARN of AWS KMS.
 *
 * @param partition {@code aws}, {@code aws-cn}, {@code aws-us-gov}, …
 * @param region the only Region whose KMS answers for it
 * @param account twelve digits
 * @param resource {@code key/<id>} or {@code alias/<name>}
 */
record KmsArn(String partition, String region, String account, String resource) {

    private static final Pattern ARN = Pattern.compile(
            "arn:(aws[a-z-]{0,20}):kms:([a-z0-9-]{1,40}):([0-9]{12}):(key/[A-Za-z0-9-]{1,256}|alias/[A-Za-z0-9/_-]{1,256})");

    /** Null where the text is no ARN of AWS KMS. */
    public static @Nullable KmsArn parse(String text) {
        Matcher matcher = ARN.matcher(text);
        return matcher.matches()
                ? new KmsArn(matcher.group(1), matcher.group(2), matcher.group(3), matcher.group(4))
                : null;
    }

    /** Whether it names a key itself, not an alias that may be re-pointed. */
    public boolean isKey() {
        return resource.startsWith("key/");
    }

    /** Whether the same key may exist in other Regions, under the same id. */
    public boolean isMultiRegion() {
        return resource.startsWith("key/mrk-");
    }

    /** Whether both name the same key; replicas of a multi-Region key are the same. */
    public boolean sameKeyAs(KmsArn other) {
        return equals(other) || (isMultiRegion() && equals(other.inRegion(region)));
    }

    /** The replica in another Region. */
    public KmsArn inRegion(String other) {
        return new KmsArn(partition, other, account, resource);
    }

    @Override
    public String toString() {
        return "arn:" + partition + ":kms:" + region + ":" + account + ":" + resource;
    }
}
