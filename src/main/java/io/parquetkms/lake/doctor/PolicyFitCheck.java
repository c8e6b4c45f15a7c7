package io.parquetkms.lake.doctor;

import io.parquetkms.lake.LakeFile;
import io.parquetkms.policy.Policy;
import io.parquetkms.policy.PolicyPlace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.fs.Path;

/** Whether the policy speaks of the paths that were given: a glob that fits nothing protects nothing. */
final class PolicyFitCheck {

    private PolicyFitCheck() {}

    static List<Finding> examine(Job job) throws IOException {
        Policy policy = job.access().rules().policy();
        if (policy == null || job.paths().isEmpty()) {
            return List.of();
        }
        Set<String> fitting = new HashSet<>();
        List<Finding> found = new ArrayList<>();
        for (String path : job.paths()) {
            boolean any = false;
            for (Path file : files(job, path)) {
                PolicyPlace place = policy.at(job.configuration(), file);
                if (place != null) {
                    any = true;
                    fitting.add(place.source());
                }
            }
            if (!any) {
                found.add(Finding.warning(
                        "No place of the policy fits " + path
                                + ": what is written there is plaintext, unless settings name keys",
                        "Give the policy a place whose path is " + path + ", or correct the glob that was to fit it"));
            }
        }
        policy.places().forEach((source, globs) -> {
            if (!fitting.contains(source)) {
                found.add(Finding.note(
                        source + " (" + String.join(", ", globs) + ") fits none of the paths that were given",
                        "Nothing, if those are elsewhere; else correct its path"));
            }
        });
        return found;
    }

    /** Where there are none yet, the one that would be written. */
    private static List<Path> files(Job job, String path) throws IOException {
        try {
            List<Path> files = Sample.of(job, path).files().stream()
                    .map(LakeFile::hadoopPath)
                    .toList();
            return files.isEmpty() ? List.of(new Path(path, "part-0.parquet")) : files;
        } catch (java.io.FileNotFoundException e) {
            return List.of(new Path(path, "part-0.parquet"));
        }
    }
}
