package io.parquetkms.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.parquetkms.config.ColumnOptions;
import io.parquetkms.config.ColumnOptions.Unmatched;
import io.parquetkms.config.ColumnRules;
import io.parquetkms.config.EncryptionOptions;
import io.parquetkms.config.InvalidConfigurationException;
import io.parquetkms.policy.KnownSchemas.Known;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.crypto.ParquetCipher;
import org.apache.parquet.hadoop.metadata.ColumnPath;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;

final class KnownSchemasTest {

    private static final ColumnPath ID = ColumnPath.get("id");
    private static final ColumnPath SSN = ColumnPath.get("ssn");
    private static final ColumnOptions COLUMNS = new ColumnOptions(ColumnRules.NONE, true, null, false, false);
    private static final Path FILE = new Path("/lake/t/f.parquet");

    private final KnownSchemas schemas = new KnownSchemas();

    /** A new one each time, as each writer has. */
    private static MessageType schema(String fields) {
        return MessageTypeParser.parseMessageType("message t { " + fields + " }");
    }

    private Known of(String fields) {
        return of(fields, false);
    }

    private Known of(String fields, boolean required) {
        EncryptionOptions options = new EncryptionOptions(
                "meta", false, Map.of("pii", List.of(SSN)), false, false, ParquetCipher.AES_GCM_V1, 128, 128);
        return schemas.of(PlaceRules.of(options, COLUMNS, required), schema(fields), Tags.NONE, FILE);
    }

    @Test
    void of_equalSchemas_isFoundOnce() {
        Known first = of("required int32 id; required binary ssn;");
        assertThat(of("required int32 id; required binary ssn;")).isSameAs(first);
        assertThat(first.columns().plaintext()).containsExactly(ID);
        assertThat(of("required int32 id; optional binary ssn;")).isNotSameAs(first);
    }

    @Test
    void of_requiredPlace_leavesNoColumnInPlaintext() {
        Known required = of("required int32 id; required binary ssn;", true);
        assertThat(required.columns().plaintext()).isEmpty();
        assertThat(required.columns().withFooterKey()).isEqualTo(Set.of(ID));
    }

    @Test
    void of_refusedSchema_isRefusedEachTime() {
        for (int i = 0; i < 2; i++) {
            assertThatExceptionOfType(InvalidConfigurationException.class)
                    .isThrownBy(() -> of("required int32 id;"))
                    .withMessageContainingAll("'ssn'", FILE.toString());
        }
    }

    @Test
    void of_oneKeyForEverything_leavesNoColumnOut() {
        EncryptionOptions uniform =
                new EncryptionOptions("all", true, Map.of(), false, false, ParquetCipher.AES_GCM_V1, 128, 128);
        ColumnOptions fail = new ColumnOptions(ColumnRules.NONE, true, Unmatched.FAIL, false, false);
        assertThat(schemas.of(PlaceRules.of(uniform, fail, true), schema("required int32 id;"), Tags.NONE, FILE)
                        .columns()
                        .plaintext())
                .isEmpty();
    }

    @Test
    void isFirstIn_eachDatasetOnce() {
        Known known = of("required int32 id; required binary ssn;");
        assertThat(known.isFirstIn("/lake/t")).isTrue();
        assertThat(known.isFirstIn("/lake/t")).isFalse();
        assertThat(known.isFirstIn("/lake/u")).isTrue();
        assertThat(of("required int32 id; required binary ssn;").isFirstIn("/lake/t"))
                .isFalse();
    }
}
