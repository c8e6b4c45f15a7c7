package io.parquetkms.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** The progress bar, by a clock of our own. */
final class ProgressTest {

    private final AtomicLong clock = new AtomicLong(-7);
    private final StringWriter err = new StringWriter();

    private Progress progress(boolean terminal) {
        return Progress.on(new PrintWriter(err), clock::get, terminal);
    }

    private void pass(Duration time) {
        clock.addAndGet(time.toNanos());
    }

    @Test
    void elsewhere_aLineEachTenSeconds() {
        Progress progress = progress(false);
        progress.total(400);
        for (int i = 0; i < 100; i++) {
            pass(Duration.ofMillis(250));
            progress.file(1024);
        }
        progress.close();
        assertThat(err.toString().lines())
                .containsExactly(
                        "[##                  ] 40 of 400 files, 4/s, 40.0 KiB, still 1:30 min",
                        "[####                ] 80 of 400 files, 4/s, 80.0 KiB, still 1:20 min");
    }

    @Test
    void terminal_oneLine_clearedBeforeOthers() {
        Progress progress = progress(true);
        progress.file(1);
        pass(Duration.ofMillis(200));
        progress.file(1);
        progress.file(1);
        progress.clear();
        progress.clear();
        progress.close();
        assertThat(err.toString()).isEqualTo("\r\u001b[K2 files, 10/s, 2 B\r\u001b[K");
    }

    @Test
    void total_fewerThanThereAre_isNoHarm() {
        Progress progress = progress(false);
        progress.total(1);
        pass(Duration.ofHours(5));
        progress.file(1);
        progress.file(1);
        pass(Duration.ofSeconds(10));
        progress.file(1);
        assertThat(err.toString().lines()).hasSize(2).allMatch(line -> line.startsWith("[####################]"));
    }

    @Test
    void none_saysNothing() {
        Progress progress = Progress.none();
        progress.file(1);
        progress.close();
        assertThat(err.toString()).isEmpty();
    }
}
