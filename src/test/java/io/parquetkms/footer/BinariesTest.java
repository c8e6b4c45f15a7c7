package io.parquetkms.footer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parquetkms.footer.KeyedFile.Mode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Random;
import org.apache.parquet.crypto.ParquetCipher;
import org.apache.parquet.crypto.ParquetCryptoRuntimeException;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.Util;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Thrift's compact protocol, spliced: footers that Parquet wrote, with fields that it doesn't know, and changed at random. */
final class BinariesTest {

    /** Field 1000 of each type, a struct of lists, sets and maps among them; each with its id in full. */
    private static final String UNKNOWN = "01d00f" // true
            + "02d00f" // false
            + "03d00f7f" // a byte
            + "04d00fffff03" // i16
            + "05d00fffffffff0f" // i32
            + "06d00fffffffffffffffffff01" // i64
            + "07d00f0102030405060708" // a double
            + "08d00f03616263" // a binary
            + "09d00f" + "3801610162026364" // a list of binaries
            + "09d00f" + "f51001020304050607080910111213141516" // a long list of i32
            + "0ad00f" + "21" + "0102" // a set of booleans
            + "0bd00f00" // an empty map
            + "0bd00f" + "018c" + "0161" + "1602" + "1801" + "62" + "00" // a map of a struct
            + "0cd00f" + "1918" + "0178" + "00" // a struct of a list
            + "0cd00f" + "21" + "12" + "00"; // a struct of booleans

    private static final int[] COLUMNS = {4, 1, 8, 2, 2};

    @TempDir
    private Path directory = Path.of("");

    private KeyedFile file = new KeyedFile(Path.of(""), Mode.ENCRYPTED_FOOTER, ParquetCipher.AES_GCM_V1, 128);
    private byte[] thrift = {};

    @BeforeEach
    void write() throws IOException {
        write(Mode.ENCRYPTED_FOOTER);
    }

    private void write(Mode mode) throws IOException {
        file = new KeyedFile(directory.resolve(mode + ".parquet"), mode, ParquetCipher.AES_GCM_V1, 128).write();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Util.writeFileMetaData(file.open(FileTail.read(file.input())).metadata(), out);
        thrift = out.toByteArray();
    }

    /** Behind the last field of the outermost struct, before the byte that ends it. */
    private byte[] withUnknownFields() {
        byte[] unknown = HexFormat.of().parseHex(UNKNOWN);
        byte[] more = Arrays.copyOf(thrift, thrift.length + unknown.length);
        System.arraycopy(unknown, 0, more, thrift.length - 1, unknown.length);
        return more;
    }

    @Test
    void find_asManyAsParquetHas_andTheEnd() throws IOException {
        FileMetaData metadata = Parsed.metadata(thrift, false);
        int chunks = metadata.getRow_groupsSize() * 3;

        assertThat(Binaries.find(thrift, COLUMNS).count()).isEqualTo(chunks).isGreaterThan(3);
        byte[] more = Arrays.copyOf(thrift, thrift.length + 100);
        assertThat(Binaries.find(more, COLUMNS).end()).isEqualTo(thrift.length);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 127, 128, 20_000})
    void replaced_readsAsParquetsOwn(int length) throws IOException {
        byte[] changed = Binaries.find(thrift, COLUMNS).replaced(old -> new byte[length]);
        FileMetaData expected = Parsed.metadata(thrift, false);
        expected.getRow_groups()
                .forEach(group -> group.getColumns().stream()
                        .filter(ColumnChunk::isSetCrypto_metadata)
                        .forEach(chunk -> chunk.getCrypto_metadata()
                                .getENCRYPTION_WITH_COLUMN_KEY()
                                .setKey_metadata(new byte[length])));
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        Util.writeFileMetaData(expected, written);

        assertThat(changed).isEqualTo(written.toByteArray());
    }

    @Test
    void replaced_unknownFields_stayByteForByte() throws IOException {
        byte[] more = withUnknownFields();
        Binaries found = Binaries.find(more, COLUMNS);

        assertThat(found.end()).isEqualTo(more.length);
        assertThat(found.replaced(old -> old)).isEqualTo(more);
        byte[] changed = found.replaced(old -> KeyedFile.under("new", old));
        assertThat(changed).hasSameSizeAs(more).isNotEqualTo(more);
        assertThat(Parsed.metadata(changed, false).getNum_rows()).isEqualTo(KeyedFile.ROWS);
        assertThat(HexFormat.of().formatHex(changed)).endsWith(UNKNOWN + "00");
    }

    /** The footer of a later version of Parquet, encrypted or signed as Parquet would. */
    @ParameterizedTest
    @EnumSource(
            value = Mode.class,
            names = {"ENCRYPTED_FOOTER", "PLAINTEXT_FOOTER"})
    void tail_withUnknownFields_keepsThem(Mode mode) throws IOException {
        write(mode);
        FileTail before = FileTail.read(file.input());
        FooterCipher cipher = new FooterCipher(
                file.dek("footer"),
                FileAad.of(Objects.requireNonNull(before.algorithm())).with(null));
        FileTail later = before.with(withUnknownFields(), null, cipher);

        FileTail changed =
                file.open(later).with(old -> KeyedFile.under("new", old), KeyedFile.metadata("footer", "new"));

        assertThat(changed.bytes()).hasSameSizeAs(later.bytes());
        assertThat(file.with(changed).read("new", "new")).hasSize(KeyedFile.ROWS);
        byte[] footer = mode == Mode.PLAINTEXT_FOOTER
                ? Arrays.copyOf(changed.bytes(), changed.bytes().length - 36)
                : cipher.decrypt(Arrays.copyOfRange(
                        changed.bytes(), Binaries.find(changed.bytes(), 2).end(), changed.bytes().length - 8));
        assertThat(HexFormat.of().formatHex(footer)).endsWith(UNKNOWN + "00");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", // nothing
                "15", // a field without its value
                "19fcffffffff0f00", // a list of 4 billion structs
                "19fcff0100", // a list of more structs than there are bytes
                "1bffffffff0f1100", // a map of 4 billion booleans
                "18ffffffff0f", // a binary of 4 billion bytes
                "18ffffffffffffffffff7f00", // a negative length
                "16ffffffffffffffffffffff", // a number without end
                "1e00", // a type that there is not
                "1920", // a list of no type
                "480161" // the row groups are a binary
            })
    void malformed_isRefused(String hex) {
        assertThatThrownBy(() -> Binaries.find(HexFormat.of().parseHex(hex), COLUMNS))
                .isInstanceOf(MalformedFooterException.class)
                .hasMessageStartingWith("The file's footer is malformed: ");
    }

    /** Structs, lists and maps. */
    @ParameterizedTest
    @ValueSource(strings = {"1c", "19", "1b01bb"})
    void nestedWithoutEnd_isRefused(String opening) {
        String inner = opening.substring(opening.length() == 2 ? 0 : 2);

        assertThatThrownBy(() -> Binaries.find(HexFormat.of().parseHex(opening + inner.repeat(9_999)), COLUMNS))
                .hasMessageContaining("nests deeper");
    }

    /** Seeded, so that a failure comes again. */
    @ParameterizedTest
    @EnumSource(Mode.class)
    void fuzzed_onlyTypedErrors(Mode mode) throws IOException {
        write(mode);
        byte[] content = file.bytes();
        int start = Math.toIntExact(FileTail.read(file.input()).start());
        Random random = new Random(16);
        int refused = 0;
        for (int i = 0; i < 2_000; i++) {
            byte[] mutant = content.clone();
            for (int edits = 1 + random.nextInt(3); edits > 0; edits--) {
                int at = random.nextBoolean()
                        ? start + random.nextInt(300)
                        : start + random.nextInt(content.length - start);
                mutant[at] = (byte) random.nextInt(256);
            }
            refused += isRefused(mutant) ? 1 : 0;
        }
        assertThat(refused).isBetween(1_000, 2_000);
    }

    private boolean isRefused(byte[] mutant) {
        try {
            FileTail tail = FileTail.read(new MemoryFile(mutant));
            if (!tail.isFooterEncrypted()) {
                tail.openUnverified().columns();
            }
            file.open(tail).with(old -> KeyedFile.under("new", old), null);
            return false;
        } catch (IOException | ParquetCryptoRuntimeException e) {
            return true;
        }
    }
}
