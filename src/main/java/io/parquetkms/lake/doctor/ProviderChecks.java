package io.parquetkms.lake.doctor;

import io.parquetkms.kms.Diagnosis;
import io.parquetkms.kms.Probe;
import io.parquetkms.lake.doctor.JobKeys.JobKey;
import java.util.ArrayList;
import java.util.List;

/** What depends on the process: how it reaches its KMS, as whom, and what it may do there with each key. */
final class ProviderChecks {

    private ProviderChecks() {}

    /** @throws io.parquetkms.config.InvalidConfigurationException if the settings can't be used */
    static List<Check> of(Job job) {
        List<JobKey> keys = JobKeys.of(job.access());
        List<Check> checks = new ArrayList<>();
        List<String> ids = keys.stream().map(key -> key.id().value()).toList();
        for (Probe probe : job.access().provider().probes(ids)) {
            checks.add(new Check(probe.subject(), Severity.FAIL, false, of -> findings(probe)));
        }
        for (JobKey key : keys) {
            checks.add(new Check("keys", Severity.FAIL, true, of -> KeyCheck.examine(key, of)));
        }
        return checks;
    }

    private static List<Finding> findings(Probe probe) {
        return probe.examination().examine().stream()
                .map(ProviderChecks::finding)
                .toList();
    }

    private static Finding finding(Diagnosis diagnosis) {
        Severity severity = switch (diagnosis.verdict()) {
            case FINE -> Severity.OK;
            case NOTE -> Severity.NOTE;
            case WARNING -> Severity.WARNING;
            case WRONG -> Severity.FAIL;
        };
        return Finding.of(severity, diagnosis.what(), diagnosis.remedy());
    }
}
