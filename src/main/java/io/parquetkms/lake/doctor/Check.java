package io.parquetkms.lake.doctor;

import java.util.List;

/**
 * One idea of what may be wrong with a job. It changes nothing, and what it throws becomes a finding.
 *
 * @param name as reports group findings
 * @param unanswered how bad it is if it takes too long: what that says of the job
 * @param needsOthers whether it is pointless where one before it has found that the job would fail
 * @param examination looks
 */
public record Check(String name, Severity unanswered, boolean needsOthers, Examination examination) {

    /** Looks. */
    @FunctionalInterface
    public interface Examination {

        /** What was found; empty where there is nothing to say. */
        List<Finding> examine(Job job) throws Exception;
    }

    /** One whose answer is not waited for longer than for any other, and that says nothing by being late. */
    public static Check of(String name, Examination examination) {
        return new Check(name, Severity.NOT_CHECKED, false, examination);
    }
}
