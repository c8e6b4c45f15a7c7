package io.parquetkms.aes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parquetkms.aes.FakeProvider.Fault;
import io.parquetkms.config.AesOptions;
import io.parquetkms.config.AesOptions.Choice;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import javax.crypto.AEADBadTagException;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Only on platforms that it has a native library for: the build gives it there. */
final class RealAccpTest {

    private final FastAes aes = new FastAes();

    private static final AesOptions ACCP = new AesOptions(Choice.ACCP, false);

    private final ClassLoader before =
            Objects.requireNonNull(Thread.currentThread().getContextClassLoader());
    private final ProviderList providers = ProviderList.now();
    private final List<String> namesBefore = ProviderList.names();

    @TempDir
    private Path directory = Path.of("");

    @BeforeEach
    void giveJar() {
        aes.close();
        Thread.currentThread().setContextClassLoader(RealAccp.loader());
    }

    @AfterEach
    void restore() {
        aes.close();
        Thread.currentThread().setContextClassLoader(before);
        providers.restore();
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    @Test
    void itIsUsed_andGoesAgain() {
        aes.start(ACCP, true);
        assertThat(GcmCipher.answering().toString()).startsWith(GcmProvider.NAME + " version 2.");
        aes.close();

        assertThat(ProviderList.names()).isEqualTo(namesBefore);
    }

    @Test
    void fourApplicationsInARow_eachInAClassLoaderOfItsOwn() {
        for (int i = 0; i < 4; i++) {
            Thread.currentThread().setContextClassLoader(RealAccp.loader());
            aes.start(ACCP, true);

            assertThat(GcmCipher.answering().getName()).isEqualTo(GcmProvider.NAME);
        }
    }

    @ParameterizedTest
    @CsvSource({"16, 0", "16, 1", "24, 1000", "32, 65537", "16, 1048593", "32, 5000000"})
    void itsBytesAreTheJdks_andEachOpensTheOthers(int keyLength, int length) throws GeneralSecurityException {
        aes.start(ACCP, true);
        byte[] key = bytes(keyLength);
        byte[] nonce = bytes(GcmCipher.NONCE_LENGTH);
        byte[] aad = bytes(37);
        byte[] plaintext = bytes(length);
        Provider jdk = FakeProvider.jdk();
        byte[] byAccp = GcmCipher.ofThisJvm(key).seal(plaintext, nonce, aad);
        byte[] byJdk = GcmCipher.of(jdk, key).seal(plaintext, nonce, aad);

        assertThat(byAccp).isEqualTo(byJdk);
        assertThat(GcmCipher.of(jdk, key).open(byAccp, nonce, aad)).isEqualTo(plaintext);
        assertThat(GcmCipher.ofThisJvm(key).open(byJdk, nonce, aad)).isEqualTo(plaintext);
    }

    @ParameterizedTest
    @CsvSource({"0", "500", "-1"})
    void changedByte_isRefused(int at) throws GeneralSecurityException {
        aes.start(ACCP, true);
        GcmCipher cipher = GcmCipher.ofThisJvm(bytes(16));
        byte[] sealed = cipher.seal(bytes(1_000), new byte[12], bytes(37));
        sealed[Math.floorMod(at, sealed.length)] ^= 1;

        assertThatThrownBy(() -> cipher.open(sealed, new byte[12], bytes(37))).isInstanceOf(AEADBadTagException.class);
    }

    @Test
    void otherAad_orCutShort_isRefused() throws GeneralSecurityException {
        aes.start(ACCP, true);
        GcmCipher cipher = GcmCipher.ofThisJvm(bytes(16));
        byte[] sealed = cipher.seal(bytes(1_000), new byte[12], bytes(37));

        assertThatThrownBy(() -> cipher.open(sealed, new byte[12], bytes(38))).isInstanceOf(AEADBadTagException.class);
        assertThatThrownBy(() -> cipher.open(Arrays.copyOf(sealed, 1_015), new byte[12], bytes(37)))
                .isInstanceOf(AEADBadTagException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "TLSv1.2, TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
        "TLSv1.2, TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
        "TLSv1.3, TLS_AES_128_GCM_SHA256",
        "TLSv1.3, TLS_AES_256_GCM_SHA384"
    })
    void tls_works(String protocol, String suite) throws Exception {
        aes.start(ACCP, true);
        TlsPair pair = TlsPair.connect(TlsPair.context(directory), protocol, suite);
        byte[] bulk = bytes(3_000_000);

        assertThat(pair.suite()).isEqualTo(protocol + " " + suite);
        assertThat(pair.toServer(bulk)).isEqualTo(bulk);
        assertThat(pair.toClient(bulk)).isEqualTo(bulk);
        assertThatThrownBy(() -> pair.toServerTamperedWith(bytes(10_000))).isInstanceOf(SSLException.class);
    }

    @Test
    void tls_usesIt() throws Exception {
        FakeProvider counting = new FakeProvider(
                "Counting",
                "1.0",
                Fault.NONE,
                Objects.requireNonNull(Accp.find()).start());
        Installation.of(counting);
        int made = counting.made();
        TlsPair.connect(TlsPair.context(directory), "TLSv1.3", "TLS_AES_128_GCM_SHA256");

        assertThat(counting.made()).isGreaterThan(made);
    }
}
