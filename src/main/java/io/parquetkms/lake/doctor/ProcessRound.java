package io.parquetkms.lake.doctor;

import io.parquetkms.lake.Workers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;

/** The checks whose answer may differ from process to process. Sent to executors. */
final class ProcessRound implements Workers.ProcessWork<ArrayList<Finding>> {

    private static final long serialVersionUID = 1L;

    private final HashMap<String, String> settings;
    private final Purpose purpose;
    private final Duration timeout;

    ProcessRound(Map<String, String> settings, Purpose purpose, Duration timeout) {
        this.settings = new HashMap<>(settings);
        this.purpose = purpose;
        this.timeout = timeout;
    }

    @Override
    @SuppressWarnings("NonApiType") // a List need not be serializable
    public ArrayList<Finding> with(Configuration configuration) {
        Job job = new Job(configuration, settings, List.of(), purpose);
        List<Check> checks = new ArrayList<>();
        checks.add(Check.of("versions", VersionsCheck::examine));
        checks.addAll(ProviderChecks.of(job));
        return new ArrayList<>(new Round(job, timeout).run(checks));
    }
}
