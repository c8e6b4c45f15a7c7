package io.parquetkms.kms.aws;

import io.parquetkms.config.KmsProperties;
import io.parquetkms.kms.KeyAdministration;
import io.parquetkms.kms.KeyDescription;
import io.parquetkms.kms.KeyRight;
import io.parquetkms.kms.Kms;
import io.parquetkms.kms.KmsOperation;
import io.parquetkms.kms.Probe;
import io.parquetkms.kms.Provider;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** AWS KMS: keys by ARN, alias or id, trust by account and Region. */
record AwsProvider(AwsOptions options) implements Provider {

    private static final Pattern KEY_ID = Pattern.compile(
            "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}|mrk-[0-9a-fA-F]{32}|alias/[A-Za-z0-9/_-]{1,250}");

    /** A pattern that no key id matches. */
    private static final String NO_KEY = "";

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
        return bareId ? "arn:*:kms:" + regionOrNone() + ":*:key/" + entry : null;
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

    @Override
    public @Nullable String replica(String keyId) {
        KmsArn arn = KmsArn.parse(keyId);
        String region = arn != null && arn.isMultiRegion() ? region() : null;
        return arn == null || region == null || region.equals(arn.region())
                ? null
                : arn.inRegion(region).toString();
    }

    /** KMS of the destination's Region does it, and has no other Region's keys but replicas. */
    @Override
    public @Nullable String reEncryptSource(String from, String to) {
        KmsArn source = KmsArn.parse(from);
        KmsArn destination = KmsArn.parse(to);
        if (source == null || destination == null || source.region().equals(destination.region())) {
            return from;
        }
        return source.isMultiRegion() ? source.inRegion(destination.region()).toString() : null;
    }

    @Override
    public int requestQuota(String keyId) {
        KmsArn arn = KmsArn.parse(keyId);
        return RequestQuota.in(arn == null ? region() : arn.region());
    }

    /** A key without ARN is one of this Region; of no Region where there is none. */
    private String regionOrNone() {
        String region = region();
        return region == null ? "" : region;
    }

    /** Where keys without ARN are, and replicas are read; found at first need, since it may take a request to the instance. */
    private @Nullable String region() {
        return options.region() == null ? OwnRegion.find(options.profile()) : options.region();
    }

    /**
     * The accounts and Regions of the given keys, with the replicas of multi-Region keys in these Regions and the own one. For
     * those given without ARN, and if there are none, the own Region alone. Never a Region that only a file names: its host would be
     * asked, with the caller's credentials.
     */
    @Override
    public DefaultTrust trustedByDefault(Set<String> configured) {
        List<KmsArn> arns = configured.stream()
                .map(KmsArn::parse)
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .toList();
        boolean anyAccount = configured.isEmpty() || arns.size() < configured.size();
        boolean regionCounts = anyAccount || arns.stream().anyMatch(KmsArn::isMultiRegion);
        String region = regionCounts ? region() : null;
        List<String> patterns = patterns(arns, region);
        if (!anyAccount) {
            return new DefaultTrust(patterns, null);
        } else if (region == null) {
            return new DefaultTrust(
                    patterns.isEmpty() ? List.of(NO_KEY) : patterns,
                    "Files may name no KMS keys but those configured by ARN: no AWS Region is known. Set "
                            + AwsProperties.REGION + ", or " + KmsProperties.TRUSTED_KEYS
                            + " to the ARNs of your keys");
        }
        patterns.add("arn:*:kms:" + region + ":*");
        return new DefaultTrust(
                patterns,
                "Files may name KMS keys of any account in Region " + region + ": set " + KmsProperties.TRUSTED_KEYS
                        + " to the ARNs of your keys to trust no others");
    }

    private static List<String> patterns(List<KmsArn> arns, @Nullable String region) {
        Set<String> regions = arns.stream().map(KmsArn::region).collect(Collectors.toCollection(TreeSet::new));
        if (region != null) {
            regions.add(region);
        }
        List<String> patterns = new ArrayList<>();
        for (KmsArn arn : arns) {
            patterns.add("arn:" + arn.partition() + ":kms:" + arn.region() + ":" + arn.account() + ":*");
            if (arn.isMultiRegion()) {
                regions.forEach(other -> patterns.add(arn.inRegion(other).toString()));
            }
        }
        return patterns;
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
        return new IamStatement("", List.of(operation.iamAction()), List.of(key.toString())).toString();
    }

    @Override
    public String policy(List<KeyRight> rights) {
        return new IamPolicies(region()).policy(rights);
    }

    @Override
    public KeyAdministration administration() {
        return new AwsAdministration(options);
    }

    @Override
    public String revive(KeyDescription key) {
        KmsArn arn = KmsArn.parse(key.keyId());
        String of = " --key-id " + key.keyId() + (arn == null ? "" : " --region " + arn.region());
        return switch (key.state()) {
            case "Disabled" -> "aws kms enable-key" + of;
            case "PendingDeletion" -> "aws kms cancel-key-deletion" + of + " && aws kms enable-key" + of;
            case "PendingImport" -> "aws kms import-key-material" + of + " …";
            case "Unavailable" -> "aws kms connect-custom-key-store --custom-key-store-id …";
            default -> "";
        };
    }

    @Override
    public List<Probe> probes(Collection<String> keyIds) {
        return AwsProbes.of(options, keyIds);
    }

    /** The Region, which a driver may have from its environment or profile. Other processes have instances of their own. */
    @Override
    public Map<String, String> found() {
        String region = options.region() == null
                ? OwnRegion.ofSettings(options.profile()).orElse(null)
                : options.region();
        return region == null ? Map.of() : Map.of(AwsProperties.REGION.name(), region);
    }
}
