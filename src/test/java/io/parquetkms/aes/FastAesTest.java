package io.parquetkms.aes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parquetkms.aes.FakeProvider.Fault;
import io.parquetkms.config.AesOptions;
import io.parquetkms.config.AesOptions.Choice;
import io.parquetkms.config.InvalidConfigurationException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class FastAesTest {

    private final FastAes aes = new FastAes();

    private static final AesOptions AUTO = new AesOptions(Choice.AUTO, false);
    private static final AesOptions ACCP = new AesOptions(Choice.ACCP, false);
    private static final AesOptions WARMING = new AesOptions(Choice.JDK, true);
    private static final AesOptions JDK = new AesOptions(Choice.JDK, false);

    private final ClassLoader loader =
            Objects.requireNonNull(Thread.currentThread().getContextClassLoader());
    private final ProviderList before = ProviderList.now();
    private final List<String> namesBefore = ProviderList.names();

    @TempDir
    private Path directory = Path.of("");

    @BeforeEach
    void startAfresh() {
        aes.close();
    }

    @AfterEach
    void restore() {
        aes.close();
        Thread.currentThread().setContextClassLoader(loader);
        before.restore();
    }

    private void give(FakeAccp fake) {
        Thread.currentThread().setContextClassLoader(fake.in(directory));
    }

    private static String answering() {
        return GcmCipher.answering().getName();
    }

    @ParameterizedTest
    @EnumSource(names = {"AUTO", "JDK"})
    void noJar_theJdks(Choice provider) {
        aes.prepare(new AesOptions(provider, false));

        assertThat(ProviderList.names()).isEqualTo(namesBefore);
        assertThat(FastAes.provider()).isEqualTo("SunJCE " + System.getProperty("java.specification.version"));
    }

    @Test
    void noJar_butAccpAskedFor_isAnError() {
        assertThatThrownBy(() -> aes.prepare(ACCP))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessage(
                        "parquet.kms.crypto.provider is accp, but Amazon Corretto Crypto Provider can't be used: its jar"
                                + " is not on the class path. Add the one for this platform, see docs/aes.md");
        assertThatThrownBy(() -> aes.prepare(ACCP)).isInstanceOf(InvalidConfigurationException.class);
    }

    @ParameterizedTest
    @EnumSource(names = {"AUTO", "ACCP"})
    void healthyJar_isUsed(Choice provider) {
        give(FakeAccp.HEALTHY);
        aes.prepare(new AesOptions(provider, false));

        assertThat(answering()).isEqualTo(GcmProvider.NAME);
        assertThat(FastAes.provider()).isEqualTo("AmazonCorrettoCryptoProvider 2.5.0");
    }

    @Test
    void jarThere_butJdkAskedFor_theJdks() {
        give(FakeAccp.HEALTHY);
        aes.prepare(JDK);

        assertThat(answering()).isEqualTo("SunJCE");
    }

    @ParameterizedTest
    @EnumSource(names = {"WRONG_BYTE", "NO_TAG_CHECK", "THROWS", "NO_GCM"})
    void sickJar_isLeftAlone_orAnError(Fault fault) {
        give(FakeAccp.HEALTHY.withFault(fault));
        aes.prepare(AUTO);

        assertThat(ProviderList.names()).isEqualTo(namesBefore);
        assertThatThrownBy(() -> aes.prepare(ACCP))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("can't be used: it");
        assertThat(ProviderList.names()).isEqualTo(namesBefore);
    }

    @Test
    void application_holdsWhatItStartedWith_untilItEnds() {
        give(FakeAccp.HEALTHY);
        aes.start(JDK, true);
        aes.prepare(AUTO);
        assertThat(answering()).isEqualTo("SunJCE");

        aes.start(AUTO, true);
        aes.prepare(AUTO);
        assertThat(answering()).isEqualTo(GcmProvider.NAME);

        aes.close();
        assertThat(ProviderList.names()).isEqualTo(namesBefore);
    }

    /** Which never comes where the process ends before. */
    @Test
    void warmUp_ofAProcess_later_andOnce() {
        List<Duration> delays = new ArrayList<>();
        FastAes ofProcess = new FastAes(delays::add);
        ofProcess.prepare(WARMING);
        ofProcess.prepare(AUTO);
        ofProcess.prepare(WARMING);

        assertThat(delays).containsExactly(FastAes.DELAY);
    }

    @Test
    void warmUp_ofAnApplication_atItsFirstFile() {
        List<Duration> delays = new ArrayList<>();
        FastAes ofApplication = new FastAes(delays::add);
        ofApplication.start(WARMING, true);
        assertThat(delays).isEmpty();

        ofApplication.prepare(WARMING);
        assertThat(delays).containsExactly(Duration.ZERO);
    }

    @Test
    void warmUp_whereNoPagesAre_orNoneIsWanted_never() {
        List<Duration> delays = new ArrayList<>();
        FastAes ofDriver = new FastAes(delays::add);
        ofDriver.start(WARMING, false);
        ofDriver.prepare(WARMING);
        new FastAes(delays::add).prepare(JDK);

        assertThat(delays).isEmpty();
    }

    @Test
    void accpRegisteredByTheUser_isLeftAsItIs() {
        java.security.Security.insertProviderAt(new FakeProvider(Accp.NAME, "2.5.0", Fault.NONE), 1);
        List<String> names = ProviderList.names();
        aes.prepare(ACCP);

        assertThat(ProviderList.names()).isEqualTo(names);
    }

    @Test
    void manyThreads_oneProvider() throws Exception {
        give(FakeAccp.HEALTHY);
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try {
            Callable<String> file = () -> {
                aes.prepare(AUTO);
                return answering();
            };
            for (Future<String> answer : pool.invokeAll(Collections.nCopies(32, file))) {
                assertThat(answer.get()).isEqualTo(GcmProvider.NAME);
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(Collections.frequency(ProviderList.names(), GcmProvider.NAME))
                .isEqualTo(1);
    }
}
