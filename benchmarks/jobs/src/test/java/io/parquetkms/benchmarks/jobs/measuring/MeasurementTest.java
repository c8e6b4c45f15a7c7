package io.parquetkms.benchmarks.jobs.measuring;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

final class MeasurementTest {

    @Test
    void in_findsWhatWasPrinted_amongOtherLines() throws Exception {
        Measurement write = new Measurement("write", 1.5, 0.75, 400, 3);
        Measurement scan = new Measurement("scan", 1e-5, 2, 0, 0);
        assertThat(Measurement.in(String.join("\n", "something else", write.line(), "", scan.line())))
                .containsExactly(write, scan);
    }

    /** Half a second of the processor's time on AES, of which a hundredth of the samples would do. */
    @Test
    void sampled_findsAes() throws Exception {
        Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(new byte[16], "AES"), new IvParameterSpec(new byte[16]));
        byte[] page = new byte[100_000];
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();

        Measurement aes = Measurement.sampled("aes", () -> {
            long end = threads.getCurrentThreadCpuTime() + 500_000_000;
            while (threads.getCurrentThreadCpuTime() < end) {
                cipher.update(page, 0, page.length, page);
            }
        });

        assertThat(aes.wall()).isGreaterThan(0.4);
        assertThat(aes.cpu()).isPositive();
        assertThat(aes.aesSamples()).isPositive().isLessThanOrEqualTo(aes.samples());
        assertThat(new Measurement("", 0, 0, 400, 3).aesPercent()).isEqualTo(0.75);
        assertThat(Measurement.of("", () -> {}).aesPercent()).isNaN();
    }
}
