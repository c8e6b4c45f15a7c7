package io.parquetkms.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parquetkms.kms.KmsThrottledException;
import io.parquetkms.kms.UntrustedKeyException;
import io.parquetkms.process.OwnRuntime;
import io.parquetkms.testkms.Fault;
import io.parquetkms.testkms.Operation;
import io.parquetkms.testkms.TestKms;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What a role can read of real files, with a KMS that refuses, or fails. */
final class DirectoryLookTest {

    @RegisterExtension
    private final OwnRuntime runtime = new OwnRuntime();

    private final TestKms kms = TestKms.start();
    private final String footer = kms.createKey();
    private final String pii = kms.createKey();

    @TempDir
    private java.nio.file.Path directory = java.nio.file.Path.of("");

    private Configuration configuration = new Configuration(false);

    @BeforeEach
    void configure() {
        Aws.signIn();
        configuration = Aws.configuration(kms.endpoint());
        configuration.set("parquet.kms.key.footer", footer);
        configuration.set("parquet.kms.key.pii", pii);
        configuration.set("parquet.encryption.footer.key", "footer");
        configuration.set("parquet.kms.columns", "pii: phone, address.street");
        configuration.set("parquet.kms.columns.unmatched", "footer");
    }

    @AfterEach
    void stop() {
        Aws.signOut();
        kms.close();
    }

    private void write(String name) {
        Table.write(configuration, new Path(directory.toUri().getPath(), name), 3);
    }

    private DatasetAccess look() throws IOException {
        runtime.wipe();
        kms.resetLog();
        return DirectoryLook.at(configuration, directory.toUri().getPath()).access();
    }

    private static String states(DatasetAccess access) {
        return access.parts().stream()
                .map(part -> part.column() + " " + part.state() + " " + part.files())
                .collect(Collectors.joining(", "));
    }

    @Test
    void all_readable() throws IOException {
        write("day=1/a.parquet");
        write("day=2/b.parquet");
        DatasetAccess access = look();
        assertThat(access.refused()).isEmpty();
        assertThat(states(access)).startsWith(" readable 2, id readable 2, name readable 2, phone readable 2");
        assertThat(DirectoryLook.at(configuration, directory.toUri().getPath()).partitions())
                .containsExactly("day");
    }

    /** However many columns and files there are, each KEK is asked for once: one job wrote them here, under two keys. */
    @Test
    void denied_isAskedOnce() throws IOException {
        write("a.parquet");
        write("b.parquet");
        kms.deny(TestKms.ACCESS_KEY_ID, Operation.DECRYPT, pii);
        DatasetAccess access = look();
        assertThat(access.refused()).extracting(PartAccess::column).containsExactly("phone", "address.street");
        assertThat(access.refused()).allMatch(part -> part.state() == KeyState.DENIED && part.files() == 2);
        assertThat(access.refused().get(0).reason()).contains("access denied", pii);
        assertThat(DatasetAccess.grant(configuration, access.refused().get(0))).contains("kms:Decrypt", pii);
        assertThat(kms.totalCalls()).isEqualTo(2);
    }

    @Test
    void disabledAndDeleted_areAskedOnce() throws IOException {
        write("a.parquet");
        write("b.parquet");
        kms.disable(pii);
        assertThat(look().refused()).allMatch(part -> part.state() == KeyState.DISABLED && part.files() == 2);
        assertThat(kms.totalCalls()).isEqualTo(2);
        kms.delete(pii);
        DatasetAccess deleted = look();
        assertThat(deleted.refused()).hasSize(2).allMatch(part -> part.state() == KeyState.NOT_FOUND);
        assertThat(DatasetAccess.grant(configuration, deleted.refused().get(0))).isEmpty();
    }

    /** An outage is no denial. */
    @Test
    void throttled_fails() {
        write("a.parquet");
        kms.faults(Operation.DECRYPT).always(Fault.THROTTLED);
        assertThatThrownBy(this::look).isInstanceOf(KmsThrottledException.class);
    }

    @Test
    void untrusted_fails() {
        write("a.parquet");
        configuration.set("parquet.kms.trusted.keys", footer);
        configuration.unset("parquet.kms.key.pii");
        configuration.unset("parquet.kms.columns");
        assertThatThrownBy(this::look).isInstanceOf(UntrustedKeyException.class);
    }

    @Test
    void footerDenied_nothingIsReadable() throws IOException {
        write("a.parquet");
        kms.deny(TestKms.ACCESS_KEY_ID, Operation.DECRYPT, footer);
        DatasetAccess access = look();
        assertThat(states(access)).isEqualTo(" denied 1");
        assertThat(access.closedFiles()).isEqualTo(1);
    }

    /** A signature that can't be verified keeps nobody from reading, as when rows are read; but where files must be encrypted, it does. */
    @Test
    void plaintextFooterDenied_restIsReadable() throws IOException {
        configuration.set("parquet.encryption.plaintext.footer", "true");
        configuration.set("parquet.kms.columns.unmatched", "plaintext");
        write("a.parquet");
        kms.deny(TestKms.ACCESS_KEY_ID, Operation.DECRYPT, footer);
        DatasetAccess access = look();
        assertThat(states(access)).startsWith(" plaintext 1, id plaintext 1, name plaintext 1, phone readable 1");
        configuration.set("parquet.kms.encrypted.paths", directory.toUri().getPath());
        assertThat(look().closedFiles()).isEqualTo(1);
    }

    /** One column under the footer's key, and Parquet reads nothing of such a file. */
    @Test
    void plaintextFooterDenied_withColumnsUnderItsKey_nothingIsReadable() throws IOException {
        configuration.set("parquet.encryption.plaintext.footer", "true");
        write("a.parquet");
        kms.deny(TestKms.ACCESS_KEY_ID, Operation.DECRYPT, footer);
        assertThat(look().closedFiles()).isEqualTo(1);
    }

    @Test
    void plaintext_needsNoKey() throws IOException {
        Table.write(new Configuration(false), new Path(directory.toUri().getPath(), "a.parquet"), 3);
        DatasetAccess access = look();
        assertThat(access.parts()).hasSize(10).allMatch(part -> part.state() == KeyState.PLAINTEXT);
        assertThat(kms.totalCalls()).isZero();
    }

    @Test
    void nothing_isSaid() {
        assertThatThrownBy(this::look)
                .isInstanceOf(FileNotFoundException.class)
                .hasMessageContaining("There is no file in");
    }

    @Test
    void encoded_isTheSame() throws IOException {
        write("a.parquet");
        kms.deny(TestKms.ACCESS_KEY_ID, Operation.DECRYPT, pii);
        DatasetAccess access = look();
        assertThat(DatasetAccess.decode(access.encode())).isEqualTo(access);
        assertThat(access.plus(access).refused()).allMatch(part -> part.files() == 2);
        assertThat(List.of(access.toString().split("\n")))
                .hasSize(access.parts().size() + 1);
    }
}
