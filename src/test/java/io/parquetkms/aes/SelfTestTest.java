package io.parquetkms.aes;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parquetkms.aes.FakeProvider.Fault;
import java.security.Provider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SelfTestTest {

    private static final Provider JDK = FakeProvider.jdk();

    @Test
    void jdk_passes() {
        assertThatCode(() -> SelfTest.run(JDK, JDK)).doesNotThrowAnyException();
    }

    @Test
    void anotherThatIsRight_passes() {
        assertThatCode(() -> SelfTest.run(new FakeProvider("Right", "1.0", Fault.NONE), JDK))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "WRONG_BYTE, its AES-GCM is wrong: a published vector",
        "NO_TAG_CHECK, 'its AES-GCM is wrong: 128-bit key, 0 bytes, one of them changed'",
        "THROWS, its AES-GCM fails: java.lang.IllegalStateException: out of order",
        "NO_GCM, its AES-GCM fails: java.security.NoSuchAlgorithmException",
    })
    void anotherThatIsWrong_fails(Fault fault, String message) {
        assertThatThrownBy(() -> SelfTest.run(new FakeProvider("Wrong", "1.0", fault), JDK))
                .isInstanceOf(UnusableProviderException.class)
                .hasMessageStartingWith(message);
    }
}
