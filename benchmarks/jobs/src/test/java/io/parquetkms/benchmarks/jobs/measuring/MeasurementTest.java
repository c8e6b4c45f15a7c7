package io.parquetkms.benchmarks.jobs.measuring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class MeasurementTest {

    @Test
    void in_findsWhatWasPrinted_amongOtherLines() {
        Measurement write = new Measurement("write", 1.5, 0.75, 12);
        Measurement scan = new Measurement("scan", 1e-5, 2, 0);
        assertThat(Measurement.in(Stream.of("something else", write.line(), "", scan.line())))
                .containsExactly(write, scan);
    }

    @Test
    void of_takesCpuAndWallOfTheWorkOnly() throws Exception {
        Measurement all = Measurement.of("all", () -> {
            Measurement nothing = Measurement.of("nothing", () -> {});
            assertThat(nothing.step()).isEqualTo("nothing");
            assertThat(nothing.wall())
                    .isNotNegative()
                    .isLessThan(Measurement.sinceStart("").wall());
        });
        assertThat(all.cpu())
                .isNotNegative()
                .isLessThan(Measurement.sinceStart("").cpu());
    }

    @Test
    void of_failingWork_fails() {
        assertThatThrownBy(() -> Measurement.of("write", () -> {
                    throw new IOException("disk full");
                }))
                .hasMessage("disk full");
    }
}
