package io.parquetkms.aes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parquetkms.aes.FakeProvider.Fault;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Security;
import java.util.ArrayList;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class InstallationTest {

    private final ProviderList before = ProviderList.now();
    private final List<String> namesBefore = ProviderList.names();

    @AfterEach
    void restore() {
        before.restore();
    }

    @Test
    void itStandsRightAheadOfTheJdks_andNothingElseMoves() throws UnusableProviderException {
        Installation.of(new FakeProvider("Fast", "1.0", Fault.NONE));

        List<String> expected = new ArrayList<>(namesBefore);
        expected.add(expected.indexOf("SunJCE"), GcmProvider.NAME);
        assertThat(ProviderList.names()).isEqualTo(expected);
    }

    @Test
    void aesGcm_isTheOthers_andOnlyThat() throws UnusableProviderException, GeneralSecurityException {
        FakeProvider fast = new FakeProvider("Fast", "1.0", Fault.NONE);
        List<String> owners = ownersOfOtherAlgorithms();
        Installation.of(fast);
        int made = fast.made();

        byte[] sealed = GcmCipher.ofThisJvm(new byte[16]).seal(new byte[100], new byte[12], new byte[3]);

        assertThat(fast.made()).isGreaterThan(made);
        assertThat(GcmCipher.of(FakeProvider.jdk(), new byte[16]).open(sealed, new byte[12], new byte[3]))
                .isEqualTo(new byte[100]);
        assertThat(ownersOfOtherAlgorithms()).isEqualTo(owners).doesNotContain(GcmProvider.NAME);
    }

    private static List<String> ownersOfOtherAlgorithms() throws GeneralSecurityException {
        return List.of(
                Cipher.getInstance("AES/CTR/NoPadding").getProvider().getName(),
                Cipher.getInstance("AES/CBC/PKCS5Padding").getProvider().getName(),
                Cipher.getInstance("ChaCha20-Poly1305").getProvider().getName(),
                MessageDigest.getInstance("SHA-256").getProvider().getName(),
                Mac.getInstance("HmacSHA256").getProvider().getName(),
                KeyPairGenerator.getInstance("EC").getProvider().getName(),
                new SecureRandom().getProvider().getName());
    }

    @Test
    void remove_leavesTheListAsItWas() throws UnusableProviderException {
        Installation installation = Installation.of(new FakeProvider("Fast", "1.0", Fault.NONE));
        installation.remove();

        assertThat(ProviderList.names()).isEqualTo(namesBefore);
    }

    @Test
    void remove_leavesAnothersAlone() throws UnusableProviderException {
        Installation first = Installation.of(new FakeProvider("Fast", "1.0", Fault.NONE));
        first.remove();
        Installation.of(new FakeProvider("Fast", "1.0", Fault.NONE));
        first.remove();

        assertThat(GcmCipher.answering().getName()).isEqualTo(GcmProvider.NAME);
    }

    @Test
    void aCipherInUse_outlivesIt() throws UnusableProviderException, GeneralSecurityException {
        Installation installation = Installation.of(new FakeProvider("Fast", "1.0", Fault.NONE));
        GcmCipher cipher = GcmCipher.ofThisJvm(new byte[16]);
        byte[] sealed = cipher.seal(new byte[100], new byte[12], new byte[3]);
        installation.remove();

        assertThat(cipher.open(sealed, new byte[12], new byte[3])).isEqualTo(new byte[100]);
    }

    @Test
    void aProviderThatIsWrong_changesNothing() {
        assertThatThrownBy(() -> Installation.of(new FakeProvider("Wrong", "1.0", Fault.WRONG_BYTE)))
                .isInstanceOf(UnusableProviderException.class);
        assertThatThrownBy(() -> Installation.of(new FakeProvider("Other", "1.0", Fault.NO_GCM)))
                .isInstanceOf(UnusableProviderException.class)
                .hasMessage("it has no AES/GCM/NoPadding");
        assertThat(ProviderList.names()).isEqualTo(namesBefore);
    }

    @Test
    void aheadOfTheJdks_isAllowed() {
        assertThatCode(Installation::checkAllowed).doesNotThrowAnyException();
    }

    @Test
    void aheadOfAnotherThatAnswers_isNotAllowed() {
        Security.insertProviderAt(new FakeProvider("BouncyCastle", "1.0", Fault.NONE), 1);

        assertThatThrownBy(Installation::checkAllowed)
                .isInstanceOf(UnusableProviderException.class)
                .hasMessage("AES-GCM of this JVM is BouncyCastle's, which nothing is put ahead of");
    }

    @Test
    void inAJvmWithAFipsProvider_isNotAllowed_whereverThatStands() {
        for (Provider fips : List.of(
                new FakeProvider("SunPKCS11-NSS-FIPS", "17", Fault.NO_GCM),
                new FakeProvider("BCFIPS", "2", Fault.NONE))) {
            Security.addProvider(fips);

            assertThatThrownBy(Installation::checkAllowed)
                    .isInstanceOf(UnusableProviderException.class)
                    .hasMessage("this JVM has the FIPS provider " + fips.getName());
            Security.removeProvider(fips.getName());
        }
    }
}
