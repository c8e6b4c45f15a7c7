package io.parquetkms.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parquetkms.process.OwnRuntime;
import io.parquetkms.testkms.Operation;
import io.parquetkms.testkms.TestKms;
import java.security.PrivilegedExceptionAction;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.security.UserGroupInformation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Two users in one JVM, as in a Thrift server: what was fetched for one never serves the other. */
final class IdentityTest {

    @RegisterExtension
    private final OwnRuntime runtime = new OwnRuntime();

    private static final int ROWS = 10;

    private final TestKms kms = TestKms.start();
    private final String pii = kms.createKey();

    @TempDir
    private java.nio.file.Path directory = java.nio.file.Path.of("");

    private Configuration configuration = new Configuration(false);
    private Path file = new Path("unset");

    @BeforeEach
    void configure() {
        configuration = Aws.configuration(kms.endpoint());
        configuration.set("parquet.encryption.uniform.key", pii);
        file = new Path(directory.resolve("t.parquet").toUri());
        kms.addCaller("ALICE", "alices-secret");
        kms.addCaller("BOB", "bobs-secret");
        kms.deny("BOB", Operation.DECRYPT, pii);
    }

    @AfterEach
    void stop() {
        Aws.signOut();
        kms.close();
    }

    private List<String> readAs(String user, Configuration reading) throws Exception {
        Aws.signIn(user, user.toLowerCase(Locale.ROOT) + "s-secret");
        return UserGroupInformation.createRemoteUser(user)
                .doAs((PrivilegedExceptionAction<List<String>>) () -> Table.read(reading, file));
    }

    @Test
    void oneHadoopUsersKeys_serveNoOther() throws Exception {
        Aws.signIn("ALICE", "alices-secret");
        Table.write(configuration, file, ROWS);
        assertThat(readAs("ALICE", configuration)).hasSize(ROWS);

        assertThatThrownBy(() -> readAs("BOB", configuration)).hasStackTraceContaining("KeyAccessDeniedException");
        assertThat(readAs("ALICE", configuration))
                .as("a denial of one is none of the other")
                .hasSize(ROWS);
        assertThat(kms.calls(Operation.DECRYPT)).isEqualTo(2);
    }

    @Test
    void oneTokensKeys_serveNoOther() throws Exception {
        Aws.signIn("ALICE", "alices-secret");
        Table.write(configuration, file, ROWS);
        assertThat(readAs("ALICE", configuration)).hasSize(ROWS);
        Configuration bobs = new Configuration(configuration);
        bobs.set("parquet.encryption.key.access.token", "bobs token");
        Aws.signIn("BOB", "bobs-secret");

        assertThatThrownBy(() -> Table.read(bobs, file)).hasStackTraceContaining("KeyAccessDeniedException");
    }

    @Test
    void otherCredentialsInTheConfiguration_areAnotherCaller() throws Exception {
        Aws.signIn("ALICE", "alices-secret");
        Table.write(configuration, file, ROWS);
        assertThat(Table.read(configuration, file)).hasSize(ROWS);
        Configuration other = new Configuration(configuration);
        other.set("parquet.kms.aws.credentials", "profile:nobody-has-this-one");

        assertThatThrownBy(() -> Table.read(other, file)).hasStackTraceContaining("KmsCredentialsException");
    }
}
