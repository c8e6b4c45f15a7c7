package io.parquetkms.material;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.parquetkms.kms.KeyBytes;
import io.parquetkms.kms.WrappedKey;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DoubleWrappedTest {

    @ParameterizedTest
    @CsvSource({
        ", arn:aws:kms:key",
        "DEFAULT, arn:aws:kms:key",
        "DEFAULT, näme",
        "'\"wrappedDEK\":\"', '\"wrappedDEK\":\"'"
    })
    void encodeAndDecode_anyDataKey_asTheMaterialItself(@Nullable String instanceId, String keyId) {
        WrappedKey kek = new WrappedKey(keyId, "CCCC");
        DoubleWrapped material = new DoubleWrapped(instanceId, kek, "BBBB");
        for (int length = 44; length <= 60; length++) {
            byte[] wrappedDek = KeyBytes.randomBytes(length);
            String sealedDek = Base64.getEncoder().encodeToString(wrappedDek);
            byte[] json = material.encode(wrappedDek);

            assertThat(json).asString(UTF_8).contains("\"wrappedDEK\":\"" + sealedDek + "\"");
            assertThat(KeyMaterialReader.parse(json).bytes()).isEqualTo(wrappedDek);
            assertThat(material.wrappedDekIn(json)).isEqualTo(wrappedDek);
        }
    }

    @Test
    void decode_tooLongOrCutShort_isForOthersToRefuse() {
        DoubleWrapped material = new DoubleWrapped(null, new WrappedKey("arn", "CCCC"), "BBBB");

        assertThat(material.wrappedDekIn(material.encode(new byte[192]))).hasSize(192);
        assertThat(material.wrappedDekIn(material.encode(new byte[193]))).isNull();
        assertThat(material.wrappedDekIn(material.encode(new byte[0]))).isNull();
        assertThat(material.wrappedDekIn(new byte[0])).isNull();
    }
}
