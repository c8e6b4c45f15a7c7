package io.parquetkms.kms;

import java.util.List;

/**
 * One thing that a {@link Provider} can find out about how this process reaches its KMS. Changes nothing, and sends few requests.
 *
 * @param subject what it looks at, in a word or two
 * @param examination does it; what is wrong is a part of its answer
 */
public record Probe(String subject, Examination examination) {

    /** Looks. */
    @FunctionalInterface
    public interface Examination {

        /** What was found; never empty. */
        List<Diagnosis> examine();
    }
}
