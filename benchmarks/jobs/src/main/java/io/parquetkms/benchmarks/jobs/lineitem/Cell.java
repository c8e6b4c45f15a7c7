package io.parquetkms.benchmarks.jobs.lineitem;

/**
 * What is measured once in each round.
 *
 * @param latency of the KMS, in milliseconds
 */
record Cell(Phase phase, Variant variant, int latency) {

    @Override
    public String toString() {
        String what = phase.lowerCase() + ", " + variant.name();
        return variant.asksKms() ? what + ", KMS after " + latency + " ms" : what;
    }
}
