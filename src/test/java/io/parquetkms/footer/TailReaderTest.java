package io.parquetkms.footer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TailReaderTest {

    private static byte[] file(int body, int footer, int claimed, String first, String last) {
        byte[] content = ByteBuffer.allocate(4 + body + footer + 8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(first.getBytes(UTF_8))
                .position(4 + body + footer)
                .putInt(claimed)
                .put(last.getBytes(UTF_8))
                .array();
        for (int i = 4; i < 4 + body + footer; i++) {
            content[i] = (byte) (i % 127);
        }
        return content;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100, 65_528, 65_529, 200_000})
    void footer_isRead_byTwoReadsAtMost(int footer) throws IOException {
        for (int body : new int[] {0, 7, 300_000}) {
            byte[] content = file(body, footer, footer, "PARE", "PARE");
            MemoryFile file = new MemoryFile(content);

            assertThat(TailReader.read(file))
                    .isEqualTo(java.util.Arrays.copyOfRange(content, 4 + body, content.length));
            assertThat(file.reads()).hasSize(footer <= 65_528 ? 1 : 2);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE, Integer.MAX_VALUE, 101})
    void length_thatIsALie_isRefused(int claimed) {
        assertThatThrownBy(() -> TailReader.read(new MemoryFile(file(50, 50, claimed, "PAR1", "PAR1"))))
                .isInstanceOf(MalformedFooterException.class)
                .hasMessageContaining("its length is " + claimed + " bytes");
    }

    @ParameterizedTest
    @ValueSource(ints = {50, 100_000})
    void noMagicAtTheEnd_isNoParquet_orIncomplete(int body) {
        assertThatThrownBy(() -> TailReader.read(new MemoryFile(file(body, 9, 9, "PK..", "...."))))
                .isInstanceOf(NotParquetException.class);
        for (String magic : new String[] {"PAR1", "PARE"}) {
            assertThatThrownBy(() -> TailReader.read(new MemoryFile(file(body, 9, 9, magic, "...."))))
                    .isInstanceOf(IncompleteFileException.class)
                    .hasMessageContaining("memory:/file is incomplete");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "PAR1", "PAR1PAR1", "hello world"})
    void tooShort_isNoParquet_orIncomplete(String content) {
        assertThatThrownBy(() -> TailReader.read(new MemoryFile(content.getBytes(UTF_8))))
                .isInstanceOf(content.startsWith("PAR") ? IncompleteFileException.class : NotParquetException.class);
    }
}
