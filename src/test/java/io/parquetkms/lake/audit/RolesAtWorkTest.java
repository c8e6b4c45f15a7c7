package io.parquetkms.lake.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parquetkms.lake.LakeListing;
import io.parquetkms.lake.LocalWorkers;
import io.parquetkms.lake.Workers;
import io.parquetkms.lake.inspect.Inspection;
import io.parquetkms.lake.inspect.Inspector;
import io.parquetkms.lake.rotate.RotatedFile;
import io.parquetkms.lake.rotate.RotatedFile.Outcome;
import io.parquetkms.lake.rotate.Rotation;
import io.parquetkms.lake.rotate.RotationOptions;
import io.parquetkms.parquet.Aws;
import io.parquetkms.parquet.Table;
import io.parquetkms.process.OwnRuntime;
import io.parquetkms.testkms.Caller;
import io.parquetkms.testkms.TestKms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.crypto.KeyAccessDeniedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tools, in the hands of a role that has the printed policy and nothing else: it is enough, and with any statement less it is not. */
final class RolesAtWorkTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @RegisterExtension
    private final OwnRuntime runtime = new OwnRuntime();

    private final TestKms kms = TestKms.start();
    private final Caller role = kms.addCaller("AKIDROLE", "secret-of-the-role");
    private final String footer = kms.createKey();
    private final String pii = kms.createKey();
    private final String next = kms.createKey();

    @TempDir
    private Path directory = Path.of("");

    private Configuration lake = new Configuration(false);

    /** What a tool did: whether all of it. */
    private interface Tool {
        boolean succeeds() throws IOException;
    }

    @BeforeEach
    void configure() {
        lake = Aws.configuration(kms.endpoint());
        lake.set("parquet.kms.key.footer", footer);
        lake.set("parquet.kms.key.pii", pii);
        lake.set("parquet.encryption.footer.key", "footer");
        lake.set("parquet.kms.columns", "pii: name, phone");
        lake.set("parquet.kms.encryption.context", "department=crm");
        Aws.signIn();
    }

    @AfterEach
    void stop() {
        Aws.signOut();
        kms.close();
    }

    private void assertJustEnough(String policy, Tool tool) throws IOException {
        assertThat(succeeds(policy, tool)).as(policy).isTrue();
        int statements = JSON.readTree(policy).path("Statement").size();
        assertThat(statements).isPositive();
        for (int i = 0; i < statements; i++) {
            ObjectNode less = (ObjectNode) JSON.readTree(policy);
            ((ArrayNode) less.get("Statement")).remove(i);
            assertThat(succeeds(less.toString(), tool)).as(less.toString()).isFalse();
        }
    }

    /** On files that were written just before, with no key in memory. */
    private boolean succeeds(String policy, Tool tool) throws IOException {
        Path file = directory.resolve("customer.parquet");
        Files.deleteIfExists(file);
        Table.write(lake, new org.apache.hadoop.fs.Path(file.toUri()), 5);
        runtime.wipe();
        role.permissions().policy(policy);
        Aws.signIn(role.accessKeyId(), role.secretAccessKey());
        try {
            return tool.succeeds();
        } catch (KeyAccessDeniedException e) {
            return false;
        } finally {
            Aws.signIn();
            runtime.wipe();
        }
    }

    private boolean rotates(RotationOptions options) throws IOException {
        List<RotatedFile> files = new ArrayList<>();
        try (Workers workers = new LocalWorkers(lake, 1)) {
            Rotation.of(lake, options).run(List.of(directory.toString()), workers, files::add);
        }
        return files.stream().allMatch(file -> file.outcome() == Outcome.ROTATED);
    }

    /** Again, as after a run that was killed: it has to look into what was done. */
    private boolean rotatesAndLooksAgain(RotationOptions options) throws IOException {
        if (!rotates(options)) {
            return false;
        }
        runtime.wipe();
        List<RotatedFile> files = new ArrayList<>();
        try (Workers workers = new LocalWorkers(lake, 1)) {
            Rotation.of(lake, options).run(List.of(directory.toString()), workers, files::add);
        }
        return files.stream().allMatch(file -> file.outcome() == Outcome.OTHER_KEYS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"footer", "pii"})
    void rotator_rotates(String from) throws IOException {
        String policy = RolePolicy.of(lake, LakeRole.ROTATOR, List.of(), List.of(from), List.of(next));

        assertJustEnough(policy, () -> rotatesAndLooksAgain(RotationOptions.of(from, next)));
    }

    @Test
    void footerRotator_rotatesFooters() throws IOException {
        String policy = RolePolicy.of(lake, LakeRole.FOOTER_ROTATOR, List.of(), List.of("footer"), List.of(next));

        assertJustEnough(
                policy, () -> rotates(RotationOptions.of("footer", next).footerKeysOnly(true)));
        assertThat(policy).doesNotContain("kms:Decrypt");
    }

    @Test
    void inspector_seesTheKeysOfColumns() throws IOException {
        assertJustEnough(RolePolicy.of(lake, LakeRole.INSPECTOR, List.of(), List.of(), List.of()), () -> {
            List<Inspection> files = new ArrayList<>();
            try (Workers workers = new LocalWorkers(lake, 1)) {
                LakeListing listing = new LakeListing(lake, List.of(directory.toString()), problem -> {});
                workers.forEach(listing, Inspector.withKeysOfFooters(), (Inspection file) -> files.add(file));
            }
            return files.stream().allMatch(file -> file.keys().size() == 2);
        });
    }

    @Test
    void auditor_tellsWhoReads_withTheInspectorsRightsBesides() throws IOException {
        String inspector = RolePolicy.of(lake, LakeRole.INSPECTOR, List.of(), List.of(), List.of());
        String auditor = RolePolicy.of(lake, LakeRole.AUDITOR, List.of(), List.of(), List.of());
        System.setProperty("aws.endpointUrlIam", kms.endpoint().toString());
        try {
            assertJustEnough(both(inspector, auditor), () -> {
                try (Workers workers = new LocalWorkers(lake, 1)) {
                    return LakeReaders.of(lake, List.of(directory.toString()), workers)
                                    .isWhole()
                            && Retirement.of(lake, next, List.of(directory.toString()), workers)
                                    .unknown()
                                    .isEmpty();
                }
            });
        } finally {
            System.clearProperty("aws.endpointUrlIam");
        }
    }

    /** The auditor's as well may ask for the key that goes. */
    private String both(String one, String other) throws IOException {
        ObjectNode policy = (ObjectNode) JSON.readTree(one);
        ArrayNode statements = (ArrayNode) policy.get("Statement");
        JSON.readTree(other).path("Statement").forEach(statements::add);
        String ofNext = RolePolicy.of(lake, LakeRole.AUDITOR, List.of(next), List.of(), List.of());
        JSON.readTree(ofNext).path("Statement").forEach(statement -> {
            if (statement.path("Resource").asText().equals(next)) {
                statements.add(statement);
            }
        });
        return policy.toString();
    }
}
