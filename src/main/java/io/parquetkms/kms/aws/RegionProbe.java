package io.parquetkms.kms.aws;

import io.parquetkms.kms.Diagnosis;
import io.parquetkms.kms.Diagnosis.Verdict;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which Region holds for keys without ARN, where that is said, and which keys are elsewhere. Asks nobody but the instance. */
final class RegionProbe {

    private RegionProbe() {}

    static List<Diagnosis> examine(AwsOptions options, Collection<String> keyIds) {
        String own = AwsProbes.own(options);
        List<Diagnosis> found = new ArrayList<>();
        found.add(own(options, own, keyIds));
        for (String key : keyIds) {
            KmsArn arn = KmsArn.parse(key);
            if (arn != null && own != null && !arn.region().equals(own)) {
                found.add(elsewhere(arn, own));
            }
        }
        return found;
    }

    private static Diagnosis own(AwsOptions options, @Nullable String own, Collection<String> keyIds) {
        if (own != null) {
            return Diagnosis.fine(own + ", by "
                    + (options.region() == null
                            ? "the profile or the instance"
                            : AwsProperties.REGION + ", aws.region or AWS_REGION"));
        }
        List<String> bare = keyIds.stream()
                .filter(key -> KmsArn.parse(key) == null)
                .sorted()
                .toList();
        return bare.isEmpty()
                ? Diagnosis.fine("none is set; every key says its own")
                : new Diagnosis(
                        Verdict.WRONG,
                        "No AWS Region for a key without ARN: " + String.join(", ", bare),
                        AwsProperties.REGION + "=<Region>, or give each key's ARN");
    }

    private static Diagnosis elsewhere(KmsArn arn, String own) {
        if (arn.isMultiRegion()) {
            return Diagnosis.fine(arn + " is a multi-Region key: read by its replica in " + own + ", if there is one");
        }
        return new Diagnosis(
                Verdict.NOTE,
                arn + " is in another Region than this job (" + own + "): requests go there",
                "A multi-Region key with a replica in " + own + ", if that is too slow or must not depend on "
                        + arn.region());
    }
}
