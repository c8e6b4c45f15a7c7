package io.parquetkms.kms.aws;

import io.parquetkms.kms.Diagnosis;
import io.parquetkms.kms.Diagnosis.Verdict;
import java.time.Duration;

/** AWS refuses requests that are signed five minutes off; the SDK then tries once more with the service's time. */
final class ClockSkew {

    private static final Duration TOLERATED = Duration.ofMinutes(4);

    private ClockSkew() {}

    static Diagnosis of(SeenAnswer answer) {
        Duration ahead = answer.ahead();
        if (ahead == null) {
            return new Diagnosis(Verdict.NOTE, "Its answer tells no time: the clock can't be compared", "");
        } else if (ahead.abs().compareTo(TOLERATED) < 0) {
            return Diagnosis.fine("this machine's clock agrees with it");
        }
        return new Diagnosis(
                Verdict.WARNING,
                "This machine's clock is " + ahead.abs().toMinutes() + " minutes "
                        + (ahead.isNegative() ? "behind" : "ahead of")
                        + " that of KMS: AWS refuses what is signed more than five minutes off, and sessions seem to expire"
                        + " at other times",
                "Set the clock: sudo chronyc makestep (with Amazon Time Sync: server 169.254.169.123 in chrony.conf)");
    }
}
