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

final class KeyMaterialTemplateTest {

    @ParameterizedTest
    @CsvSource({
        ", arn:aws:kms:key",
        "DEFAULT, arn:aws:kms:key",
        "DEFAULT, näme",
        "'\"wrappedDEK\":\"', '\"wrappedDEK\":\"'"
    })
    void encodeAndDecode_anyDataKey_asTheMaterialItself(@Nullable String instanceId, String masterKey) {
        WrappedKey kek = new WrappedKey(masterKey, "CCCC");
        KeyMaterialTemplate template = new KeyMaterialTemplate(new KeyMaterial(instanceId, kek, "BBBB", "AAAA"));
        for (int length = 44; length <= 60; length++) {
            byte[] wrappedDek = KeyBytes.randomBytes(length);
            String sealedDek = Base64.getEncoder().encodeToString(wrappedDek);
            byte[] json = template.encode(wrappedDek);

            assertThat(json)
                    .asString(UTF_8)
                    .isEqualTo(new String(new KeyMaterial(instanceId, kek, "BBBB", sealedDek).encode(), UTF_8));
            assertThat(template.decode(json)).isEqualTo(wrappedDek);
        }
    }

    @Test
    void decode_tooLongOrCutShort_isForOthersToRefuse() {
        KeyMaterialTemplate template =
                new KeyMaterialTemplate(new KeyMaterial(null, new WrappedKey("arn", "CCCC"), "BBBB", "AAAA"));

        assertThat(template.decode(template.encode(new byte[192]))).hasSize(192);
        assertThat(template.decode(template.encode(new byte[193]))).isNull();
        assertThat(template.decode(template.encode(new byte[0]))).isNull();
        assertThat(template.decode(new byte[0])).isNull();
    }
}
