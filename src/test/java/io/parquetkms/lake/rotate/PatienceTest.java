package io.parquetkms.lake.rotate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parquetkms.kms.KmsError;
import io.parquetkms.kms.KmsThrottledException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.crypto.KeyAccessDeniedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is asked again, and how slowly. */
final class PatienceTest {

    private final List<Duration> pauses = new ArrayList<>();
    private final Patience patience = new Patience(pauses::add);
    private int asked;

    private String answerAfter(int failures, KmsError error) {
        asked++;
        if (asked <= failures) {
            throw error.exception("not now", null);
        }
        return "answer";
    }

    @ParameterizedTest
    @EnumSource(names = {"THROTTLED", "UNAVAILABLE"})
    void passing_isAskedAgain_moreAndMoreSlowly(KmsError error) throws IOException {
        assertThat(patience.ask(() -> answerAfter(9, error))).isEqualTo("answer");
        assertThat(pauses)
                .startsWith(Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(2))
                .endsWith(Duration.ofSeconds(30), Duration.ofSeconds(30));
    }

    @Test
    void denial_isNot() {
        assertThatThrownBy(() -> patience.ask(() -> answerAfter(1, KmsError.DENIED)))
                .isInstanceOf(KeyAccessDeniedException.class);
        assertThat(pauses).isEmpty();
    }

    @Test
    void lasting_endsIt_afterAQuarterOfAnHour() {
        assertThatThrownBy(() -> patience.ask(() -> answerAfter(1_000, KmsError.THROTTLED)))
                .isInstanceOf(KmsThrottledException.class);
        assertThat(pauses.stream().reduce(Duration.ZERO, Duration::plus))
                .isBetween(Duration.ofMinutes(12), Duration.ofMinutes(18));
    }
}
