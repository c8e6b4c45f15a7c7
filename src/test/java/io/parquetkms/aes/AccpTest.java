package io.parquetkms.aes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On stand-ins, on any platform. */
final class AccpTest {

    private final ClassLoader before =
            Objects.requireNonNull(Thread.currentThread().getContextClassLoader());

    @TempDir
    private Path directory = Path.of("");

    @AfterEach
    void restore() {
        Thread.currentThread().setContextClassLoader(before);
    }

    private Accp found(FakeAccp fake) {
        Thread.currentThread().setContextClassLoader(fake.in(directory));
        return Objects.requireNonNull(Accp.find());
    }

    @Test
    void noJar_nothing() {
        assertThat(Accp.find()).isNull();
    }

    @Test
    void noContextClassLoader_nothing() {
        Thread.currentThread().setContextClassLoader(null);

        assertThat(Accp.find()).isNull();
    }

    @Test
    void healthy_starts() throws UnusableProviderException {
        assertThat(found(FakeAccp.HEALTHY).start().getName()).isEqualTo(Accp.NAME);
    }

    @Test
    void forAnotherPlatform_says() {
        Accp accp = found(FakeAccp.HEALTHY.withLoadingError("new UnsatisfiedLinkError(\"wrong ELF class\")"));

        assertThatThrownBy(accp::start)
                .isInstanceOf(UnusableProviderException.class)
                .hasMessageMatching(
                        "its native library can't be loaded on .+: java.lang.UnsatisfiedLinkError: wrong ELF class")
                .hasCauseInstanceOf(UnsatisfiedLinkError.class);
    }

    @Test
    void tooOld_says() {
        Accp accp = found(FakeAccp.HEALTHY.withVersion("1.6.1"));

        assertThatThrownBy(accp::start)
                .isInstanceOf(UnusableProviderException.class)
                .hasMessage("it is version 1.6.1, and must be 2.0 or newer");
    }

    @Test
    void failedSelfTests_say() {
        Accp accp = found(FakeAccp.HEALTHY.withSelfTests("FAILED"));

        assertThatThrownBy(accp::start)
                .isInstanceOf(UnusableProviderException.class)
                .hasMessage("its self-tests say FAILED");
    }

    @Test
    void whatThrows_says() {
        Accp accp = found(FakeAccp.HEALTHY.withVersion("unknown"));

        assertThatThrownBy(accp::start)
                .isInstanceOf(UnusableProviderException.class)
                .hasMessageStartingWith("it does not start: java.lang.");
    }
}
