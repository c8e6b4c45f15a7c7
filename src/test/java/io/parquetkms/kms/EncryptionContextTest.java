package io.parquetkms.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class EncryptionContextTest {

    private static EncryptionContext context(String... pairs) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(pairs[i], pairs[i + 1]);
        }
        return new EncryptionContext(map);
    }

    private static String hex(EncryptionContext context) {
        return HexFormat.of().formatHex(context.toByteArray());
    }

    @Test
    void toByteArray_layout_isLengthsFirst() {
        assertThat(hex(EncryptionContext.NONE)).isEqualTo("00000000");
        assertThat(hex(context("k", "é"))).isEqualTo("00000001" + "00000001" + "6b" + "00000002" + "c3a9");
        assertThat(hex(context("b", "", "a", "xy")))
                .isEqualTo("00000002" + "00000001" + "61" + "00000002" + "7879" + "00000001" + "62" + "00000000");
    }

    @Test
    void toByteArray_differentPairs_areDifferentBytes() {
        List<EncryptionContext> contexts = List.of(
                EncryptionContext.NONE,
                context("", ""),
                context("a", ""),
                context("", "a"),
                context("a", "bc"),
                context("ab", "c"),
                context("abc", ""),
                context("A", "bc"),
                context("a", "Bc"),
                context("a", "b", "c", ""),
                context("a", "", "b", "c"),
                context("a", "b", "c", "d"),
                context("a", "d", "c", "b"),
                context("a", "b=c"),
                context("a=b", "c"),
                context("a", "b,c=d"),
                context("a", "b\0c"),
                context("a", "é"),
                context("a", "e\u0301"));
        assertThat(contexts).extracting(EncryptionContextTest::hex).doesNotHaveDuplicates();
        assertThat(contexts).doesNotHaveDuplicates();
    }

    @Test
    void toByteArray_orderOfPairs_makesNoDifference() {
        TreeMap<String, String> backwards = new TreeMap<>((a, b) -> b.compareTo(a));
        backwards.putAll(Map.of("a", "1", "b", "2"));
        assertThat(hex(context("b", "2", "a", "1"))).isEqualTo(hex(context("a", "1", "b", "2")));
        assertThat(hex(new EncryptionContext(backwards))).isEqualTo(hex(context("a", "1", "b", "2")));
        assertThat(new EncryptionContext(backwards)).isEqualTo(context("a", "1", "b", "2"));
    }

    @Test
    void pairs_givenMapChanged_stayAsTheyWere() {
        Map<String, String> map = new HashMap<>(Map.of("a", "1"));
        EncryptionContext context = new EncryptionContext(map);
        map.put("a", "2");
        assertThat(context.pairs()).containsExactly(Map.entry("a", "1"));
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> context.pairs().put("b", "2"));
    }

    @Test
    void toString_pairs_areShown() {
        assertThat(context("b", "2", "a", "1")).hasToString("{a=1, b=2}");
    }
}
