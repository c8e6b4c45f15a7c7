package io.parquetkms.kms.aws;

import io.parquetkms.kms.Probe;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What can be found out about AWS KMS from here. */
final class AwsProbes {

    private AwsProbes() {}

    static List<Probe> of(AwsOptions options, Collection<String> keyIds) {
        List<Probe> probes = new ArrayList<>();
        probes.add(new Probe("Region", () -> RegionProbe.examine(options, keyIds)));
        for (String region : regions(options, keyIds)) {
            probes.add(new Probe("KMS in " + region, () -> EndpointProbe.examine(options, region)));
        }
        probes.add(new Probe("credentials", () -> CredentialsProbe.examine(options, own(options, keyIds))));
        return probes;
    }

    /** Each one's KMS is asked by a job: those of the keys, and for keys without ARN the own one. */
    private static Set<String> regions(AwsOptions options, Collection<String> keyIds) {
        Set<String> regions = new TreeSet<>();
        keyIds.stream()
                .map(KmsArn::parse)
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .forEach(arn -> regions.add(arn.region()));
        boolean bare = keyIds.isEmpty() || keyIds.stream().anyMatch(key -> KmsArn.parse(key) == null);
        String own = bare ? own(options) : null;
        if (own != null) {
            regions.add(own);
        }
        return regions;
    }

    static @Nullable String own(AwsOptions options) {
        return options.region() == null ? OwnRegion.find(options.profile()) : options.region();
    }

    /** Where STS is asked: as for the job, in the own Region, or else in the one of its first key. */
    private static @Nullable String own(AwsOptions options, Collection<String> keyIds) {
        String configured = options.region();
        return configured != null
                ? configured
                : regions(options, keyIds).stream().findFirst().orElseGet(() -> own(options));
    }
}
