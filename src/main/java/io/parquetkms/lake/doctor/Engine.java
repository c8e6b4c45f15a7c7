package io.parquetkms.lake.doctor;

import java.util.List;

/** An engine that runs jobs, and knows more of what they need. Found by {@link java.util.ServiceLoader}. */
public interface Engine {

    /** What it looks at, once, on the driver. Empty where it does not run here. */
    List<Check> checks(Job job);

    /**
     * Why executors need no access to the KMS themselves.
     *
     * @return for people; empty where they do, or it can't be told
     */
    String executorsWithoutKms(Job job);
}
