package io.parquetkms.spark.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import scala.Option;

/** Where there is no UI. */
final class EncryptionTabTest {

    private final AtomicInteger asked = new AtomicInteger();

    private Dashboard dashboard() {
        asked.incrementAndGet();
        return SampleDashboard.empty();
    }

    @Test
    void attach_noUi_doesNothing() {
        assertThatCode(() -> EncryptionTab.attach(Option.empty(), new Redaction(Redaction.DEFAULT), this::dashboard))
                .doesNotThrowAnyException();
        assertThat(asked).hasValue(0);
    }

    /** Nothing of Spark is as it should be. */
    @Test
    @SuppressWarnings("NullAway")
    void attach_brokenSpark_doesNotThrow() {
        assertThatCode(() -> EncryptionTab.attach(null, this::dashboard)).doesNotThrowAnyException();
        assertThat(asked).hasValue(0);
    }
}
