package io.parquetkms.footer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parquetkms.footer.KeyedFile.Mode;
import io.parquetkms.parquet.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.parquet.crypto.ParquetCipher;
import org.apache.parquet.crypto.ParquetCryptoRuntimeException;
import org.apache.parquet.crypto.TagVerificationException;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.hadoop.metadata.ColumnPath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Other key metadata in files that Parquet wrote: all else stays, and a reader that knows only the new one reads all rows. */
final class FileTailTest {

    @TempDir
    private Path directory = Path.of("");

    /** Every mode, algorithm and key length. */
    private static Stream<KeyedFile> files() {
        List<KeyedFile> files = new ArrayList<>();
        for (Mode mode : Mode.values()) {
            for (ParquetCipher algorithm : ParquetCipher.values()) {
                for (int bits : List.of(128, 192, 256)) {
                    files.add(new KeyedFile(Path.of("t.parquet"), mode, algorithm, bits));
                }
            }
        }
        return files.stream();
    }

    private KeyedFile written(KeyedFile file) throws IOException {
        return new KeyedFile(directory.resolve(file.path()), file.mode(), file.algorithm(), file.bits()).write();
    }

    private KeyedFile written(Mode mode) throws IOException {
        return written(new KeyedFile(Path.of("t.parquet"), mode, ParquetCipher.AES_GCM_V1, 128));
    }

    @ParameterizedTest
    @MethodSource("files")
    void otherKeyMetadata_nothingElseChanges(KeyedFile setting) throws IOException {
        KeyedFile file = written(setting);
        FileTail tail = FileTail.read(file.input());
        Footer footer = file.open(tail);

        FileTail columns = footer.with(old -> KeyedFile.under("new", old), null);
        FileTail both = footer.with(old -> KeyedFile.under("new", old), KeyedFile.metadata("footer", "new"));

        assertSameBut(file, columns, "old", "new");
        assertSameBut(file, both, "new", "new");
        FileTail footerOnly = tail.isFooterEncrypted()
                ? tail.withFooterKeyMetadata(KeyedFile.metadata("footer", "new"))
                : footer.with(old -> old, KeyedFile.metadata("footer", "new"));
        assertSameBut(file, footerOnly, "new", "old");
    }

    private static void assertSameBut(KeyedFile before, FileTail tail, String footerKey, String columnKey)
            throws IOException {
        KeyedFile after = before.with(tail);
        FileTail was = FileTail.read(before.input());
        FileTail is = FileTail.read(after.input());

        assertThat(after.bytes()).hasSameSizeAs(before.bytes());
        assertThat(is.start()).isEqualTo(was.start());
        assertThat(is.bytes()).isEqualTo(tail.bytes());
        assertThat(is.algorithm()).isEqualTo(was.algorithm());
        assertThat(is.footerKeyMetadata()).isEqualTo(KeyedFile.metadata("footer", footerKey));
        assertThat(withoutKeys(before.open(was))).isEqualTo(withoutKeys(before.open(is)));
        assertThat(after.read(footerKey, columnKey)).isEqualTo(Table.rows(KeyedFile.ROWS));
        String otherKey = footerKey.equals("new") ? "old" : "new";
        assertThatThrownBy(() -> after.read(otherKey, columnKey)).hasStackTraceContaining("No key for");
    }

    private static FileMetaData withoutKeys(Footer footer) throws IOException {
        FileMetaData metadata = footer.metadata().deepCopy();
        metadata.unsetFooter_signing_key_metadata();
        for (RowGroup group : metadata.getRow_groups()) {
            for (ColumnChunk chunk : group.getColumns()) {
                if (chunk.isSetCrypto_metadata() && chunk.getCrypto_metadata().isSetENCRYPTION_WITH_COLUMN_KEY()) {
                    chunk.getCrypto_metadata().getENCRYPTION_WITH_COLUMN_KEY().unsetKey_metadata();
                }
            }
        }
        assertThat(metadata.getRow_groups()).hasSizeGreaterThan(1);
        return metadata;
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void columns_eachKey(Mode mode) throws IOException {
        KeyedFile file = written(mode);
        Map<ColumnPath, ColumnKey> columns =
                file.open(FileTail.read(file.input())).columns();

        assertThat(columns).hasSize(Table.SCHEMA.getPaths().size());
        ColumnKey phone = key(columns, "phone");
        assertThat(phone.kind()).isEqualTo(ColumnKey.Kind.OWN);
        assertThat(phone.keyMetadata()).isEqualTo(KeyedFile.metadata("phone", "old"));
        assertThat(key(columns, "notes", "key_value", "value").kind()).isEqualTo(ColumnKey.Kind.OWN);
        assertThat(key(columns, "id").kind())
                .isEqualTo(mode == Mode.COMPLETE ? ColumnKey.Kind.FOOTER : ColumnKey.Kind.NONE);
    }

    private static ColumnKey key(Map<ColumnPath, ColumnKey> columns, String... path) {
        return Objects.requireNonNull(columns.get(ColumnPath.get(path)));
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void longerAndShorterKeyMetadata_anotherLength_sameRows(Mode mode) throws IOException {
        KeyedFile file = written(mode);
        FileTail tail = FileTail.read(file.input());
        for (String key : List.of("", "a much longer name of a key: ".repeat(9).replace(':', ' '))) {
            FileTail changed =
                    file.open(tail).with(old -> KeyedFile.under(key, old), KeyedFile.metadata("footer", key));

            assertThat(changed.bytes().length).isNotEqualTo(tail.bytes().length);
            assertThat(file.with(changed).read(key, key)).isEqualTo(Table.rows(KeyedFile.ROWS));
        }
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void encryptedOrSignedAnew_anotherNonceEachTime(Mode mode) throws IOException {
        KeyedFile file = written(mode);
        FileTail tail = FileTail.read(file.input());
        Footer footer = file.open(tail);

        byte[] once = footer.with(old -> old, null).bytes();
        byte[] twice = footer.with(old -> old, null).bytes();

        assertThat(once).hasSameSizeAs(tail.bytes()).isNotEqualTo(tail.bytes()).isNotEqualTo(twice);
    }

    /** No byte can be changed that open() doesn't notice, but in what stands there in plaintext beside an encrypted footer. */
    @ParameterizedTest
    @EnumSource(Mode.class)
    void changedByte_isRefused(Mode mode) throws IOException {
        KeyedFile file = written(mode);
        byte[] content = file.bytes();
        FileTail tail = FileTail.read(file.input());
        int from = content.length - 8 - 200;
        for (int i = from; i < content.length; i++) {
            byte[] changed = content.clone();
            changed[i] ^= 1;
            assertThatThrownBy(() -> file.open(FileTail.read(new MemoryFile(changed))))
                    .as("byte %s of %s", i, content.length)
                    .isInstanceOfAny(IOException.class, ParquetCryptoRuntimeException.class);
        }
        assertThat(tail.start()).isLessThan(from);
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void anotherKeyOrPrefix_isRefused(Mode mode) throws IOException {
        KeyedFile file = written(mode);
        FileTail tail = FileTail.read(file.input());
        byte[] prefix = mode == Mode.AAD_PREFIX ? KeyedFile.PREFIX : null;

        assertThatThrownBy(() -> tail.open(file.dek("phone"), prefix)).isInstanceOf(TagVerificationException.class);
        assertThatThrownBy(() -> tail.open(new byte[5], prefix)).hasMessageContaining("has 5 bytes");
        assertThatThrownBy(() -> tail.open(null, prefix)).hasMessageContaining("without its key");
        assertThatThrownBy(() -> tail.open(file.dek("footer"), mode == Mode.AAD_PREFIX ? null : KeyedFile.PREFIX))
                .hasMessageContaining("AAD prefix");
    }

    @Test
    void aadPrefix_thatIsNotTheFiles_isRefused() throws IOException {
        KeyedFile file = written(Mode.AAD_PREFIX);

        assertThatThrownBy(() -> FileTail.read(file.input()).open(file.dek("footer"), "another".getBytes(UTF_8)))
                .isInstanceOf(TagVerificationException.class);
    }

    @Test
    void openUnverified_onlyToLookAt() throws IOException {
        Footer footer = FileTail.read(written(Mode.PLAINTEXT_FOOTER).input()).openUnverified();

        assertThat(footer.columns()).containsKey(ColumnPath.get("phone"));
        assertThatThrownBy(() -> footer.with(old -> old, null)).hasMessageContaining("opened without its key");
    }

    @Test
    void openUnverified_encryptedFooter_isRefused() throws IOException {
        FileTail tail = FileTail.read(written(Mode.ENCRYPTED_FOOTER).input());

        assertThatThrownBy(tail::openUnverified).hasMessageContaining("is encrypted");
    }

    @Test
    void withFooterKeyMetadata_ofAPlaintextFooter_isRefused() throws IOException {
        FileTail tail = FileTail.read(written(Mode.PLAINTEXT_FOOTER).input());

        assertThatThrownBy(() -> tail.withFooterKeyMetadata(new byte[3])).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void plaintextFile_noKeys() throws IOException {
        Path path = directory.resolve("plain.parquet");
        Table.write(new org.apache.hadoop.conf.Configuration(false), new org.apache.hadoop.fs.Path(path.toUri()), 10);
        FileTail tail = FileTail.read(KeyedFile.input(path));

        assertThat(tail.algorithm()).isNull();
        assertThat(tail.footerKeyMetadata()).isNull();
        assertThat(tail.open(null, null).columns().values()).allMatch(key -> key.kind() == ColumnKey.Kind.NONE);
        assertThatThrownBy(() -> tail.open(new byte[16], null)).hasMessageContaining("names no encryption algorithm");
    }
}
