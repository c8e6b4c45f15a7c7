package io.parquetkms.kms;

import io.parquetkms.config.AwsOptions;
import io.parquetkms.config.KmsProperties;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which keys a file may name. A Parquet file is written by who knows whom; without this check its author would choose the
 * account and Region that get called, and a key of the attacker's own would pass for the real one.
 */
final class TrustedKeys {

    private static final Logger LOG = LoggerFactory.getLogger(TrustedKeys.class);

    /** What was logged before: once a process is enough. */
    private static final Set<String> SAID = ConcurrentHashMap.newKeySet();

    private final List<Pattern> patterns;

    private TrustedKeys(List<Pattern> patterns) {
        this.patterns = patterns;
    }

    /** Patterns in which {@code *} stands for anything; empty: every key. */
    static TrustedKeys matching(List<String> globs) {
        return new TrustedKeys(globs.stream().map(TrustedKeys::compile).toList());
    }

    /** The accounts and Regions of the given keys; for those given without ARN, and if there are none, the Region alone. */
    static TrustedKeys like(Set<String> keyIds, AwsOptions options) {
        List<String> globs = new ArrayList<>();
        boolean unresolved = keyIds.isEmpty();
        for (String keyId : keyIds) {
            KmsArn arn = KmsArn.parse(keyId);
            if (arn == null) {
                unresolved = true;
            } else {
                globs.add("arn:" + arn.partition() + ":kms:" + arn.region() + ":" + arn.account() + ":*");
                if (arn.isMultiRegion()) {
                    globs.add(arn.inRegion("*").toString());
                }
            }
        }
        if (unresolved) {
            globs.add(anyAccount(options.region()));
        }
        return matching(globs);
    }

    private static String anyAccount(@Nullable String region) {
        String where = region == null ? "any Region" : "Region " + region;
        if (SAID.add(where)) {
            LOG.warn(
                    "Files may name KMS keys of any account in {}: set {} to the ARNs of your keys to trust no others",
                    where,
                    KmsProperties.TRUSTED_KEYS);
        }
        return "arn:*:kms:" + (region == null ? "*" : region) + ":*";
    }

    private static Pattern compile(String glob) {
        return Pattern.compile(
                List.of(glob.split("\\*", -1)).stream().map(Pattern::quote).collect(Collectors.joining(".*")));
    }

    boolean contain(String keyId) {
        return patterns.isEmpty()
                || patterns.stream().anyMatch(pattern -> pattern.matcher(keyId).matches());
    }
}
