package io.parquetkms.kms.aws;

import io.parquetkms.config.KmsProperties;
import io.parquetkms.kms.Kms;
import io.parquetkms.kms.KmsOperation;
import io.parquetkms.kms.Provider;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** AWS KMS: keys by ARN, alias or id, trust by account and Region. */
record AwsProvider(AwsOptions options) implements Provider {

    private static final Pattern KEY_ID = Pattern.compile(
            "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}|mrk-[0-9a-fA-F]{32}|alias/[A-Za-z0-9/_-]{1,250}");

    private static final String STATEMENT = """
            {
              "Effect": "Allow",
              "Action": "%s",
              "Resource": "%s"
            }""";

    /** $0.03 for 10,000 requests (aws.amazon.com/kms/pricing, November 2026). */
    private static final BigDecimal DOLLARS_PER_REQUEST = new BigDecimal("0.000003");

    @Override
    public Kms open() {
        return new AwsKms(options);
    }

    @Override
    public boolean isKeyId(String text) {
        return KmsArn.parse(text) != null || KEY_ID.matcher(text).matches();
    }

    @Override
    public String keyIdForms() {
        return "key ARN, alias ARN, alias/<name> or key id";
    }

    @Override
    public boolean isQualified(String keyId) {
        return KmsArn.parse(keyId) != null;
    }

    @Override
    public @Nullable String trustedPattern(String entry) {
        KmsArn arn = KmsArn.parse(entry);
        if (entry.contains("*") || (arn != null && arn.isKey())) {
            return entry;
        }
        boolean bareId = arn == null && isKeyId(entry) && !entry.startsWith("alias/");
        return bareId ? "arn:*:key/" + entry : null;
    }

    /** Replicas of a multi-Region key are one key. */
    @Override
    public boolean isSameKey(String keyId, String other) {
        KmsArn arn = KmsArn.parse(keyId);
        KmsArn otherArn = KmsArn.parse(other);
        if (arn == null || otherArn == null) {
            return keyId.equals(other);
        }
        return arn.sameKeyAs(otherArn);
    }

    /** The accounts and Regions of the given keys; for those given without ARN, and if there are none, the Region alone. */
    @Override
    public DefaultTrust trustedByDefault(Set<String> configured) {
        List<String> patterns = new ArrayList<>();
        boolean anyAccount = configured.isEmpty();
        for (String keyId : configured) {
            KmsArn arn = KmsArn.parse(keyId);
            if (arn == null) {
                anyAccount = true;
            } else {
                patterns.add("arn:" + arn.partition() + ":kms:" + arn.region() + ":" + arn.account() + ":*");
                if (arn.isMultiRegion()) {
                    patterns.add(arn.inRegion("*").toString());
                }
            }
        }
        if (!anyAccount) {
            return new DefaultTrust(patterns, null);
        }
        String region = options.region();
        patterns.add("arn:*:kms:" + (region == null ? "*" : region) + ":*");
        return new DefaultTrust(
                patterns,
                "Files may name KMS keys of any account in " + (region == null ? "any Region" : "Region " + region)
                        + ": set " + KmsProperties.TRUSTED_KEYS + " to the ARNs of your keys to trust no others");
    }

    @Override
    public Set<Capability> capabilities() {
        return EnumSet.allOf(Capability.class);
    }

    @Override
    public Duration callTimeout() {
        return options.callTimeout();
    }

    @Override
    public BigDecimal dollarsPerRequest() {
        return DOLLARS_PER_REQUEST;
    }

    /** A statement of an IAM policy. IAM takes no alias as a resource, and all keys would be too many. */
    @Override
    public String grant(KmsOperation operation, String keyId) {
        KmsArn arn = KmsArn.parse(keyId);
        if (arn == null) {
            return "";
        }
        KmsArn key = arn.isKey()
                ? arn
                : new KmsArn(
                        arn.partition(),
                        arn.region(),
                        arn.account(),
                        "key/<id of the key behind " + arn.resource() + ">");
        return STATEMENT.formatted(operation.iamAction(), key);
    }

    /** The Region, which a driver may have from its environment. */
    @Override
    public Map<String, String> found() {
        String region = options.region();
        return region == null ? Map.of() : Map.of(AwsProperties.REGION.name(), region);
    }
}
