package io.parquetkms.lake.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parquetkms.config.InvalidConfigurationException;
import io.parquetkms.kms.EncryptionContext;
import io.parquetkms.kms.KmsByName;
import io.parquetkms.kms.WrappedKey;
import io.parquetkms.parquet.Aws;
import io.parquetkms.parquet.Table;
import io.parquetkms.process.OwnRuntime;
import io.parquetkms.testkms.Caller;
import io.parquetkms.testkms.TestKms;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.crypto.KeyAccessDeniedException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each policy, in the hands of a caller who has it and nothing else, at a KMS that evaluates it. */
final class RolePolicyTest {

    private static final int ROWS = 10;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final EncryptionContext CRM = new EncryptionContext(Map.of("department", "crm"));

    @RegisterExtension
    private final OwnRuntime runtime = new OwnRuntime();

    private final TestKms kms = TestKms.start();
    private final Caller role = kms.addCaller("AKIDROLE", "secret-of-the-role");
    private final String footer = kms.createKey();
    private final String pii = kms.createKey();

    @TempDir
    private java.nio.file.Path directory = java.nio.file.Path.of("");

    private Configuration configuration = new Configuration(false);
    private Path file = new Path("unset");

    @BeforeEach
    void configure() {
        configuration = Aws.configuration(kms.endpoint());
        configuration.set("parquet.kms.key.footer", footer);
        configuration.set("parquet.kms.key.pii", pii);
        configuration.set("parquet.encryption.footer.key", "footer");
        configuration.set("parquet.kms.columns", "pii: name, phone");
        configuration.set("parquet.kms.encryption.context", "department=crm");
        file = new Path(directory.resolve("customer.parquet").toUri());
        Aws.signIn();
    }

    @AfterEach
    void stop() {
        Aws.signOut();
        kms.close();
    }

    private String policy(LakeRole of) {
        return RolePolicy.of(configuration, of, List.of(), List.of(), List.of());
    }

    /** As the role with this policy, and no key in memory. */
    private void as(String policy, ThrowingCallable action) throws Throwable {
        role.permissions().policy(policy);
        runtime.wipe();
        Aws.signIn(role.accessKeyId(), role.secretAccessKey());
        try {
            action.call();
        } finally {
            Aws.signIn();
            runtime.wipe();
        }
    }

    /** It can be done with the whole policy, and not without any one of its statements. */
    private void assertJustEnough(String policy, ThrowingCallable action) throws Throwable {
        as(policy, action);
        int statements = JSON.readTree(policy).path("Statement").size();
        assertThat(statements).isPositive();
        for (int i = 0; i < statements; i++) {
            String less = without(policy, i);
            assertDenied(less, action);
        }
    }

    /** Parquet wraps what a task gets. */
    private void assertDenied(String policy, ThrowingCallable action) {
        Throwable thrown = catchThrowable(() -> as(policy, action));
        assertThat(Stream.iterate(thrown, Objects::nonNull, Throwable::getCause))
                .as(policy)
                .anyMatch(KeyAccessDeniedException.class::isInstance);
    }

    private static String without(String policy, int statement) throws Exception {
        ObjectNode changed = (ObjectNode) JSON.readTree(policy);
        ((ArrayNode) changed.get("Statement")).remove(statement);
        return changed.toString();
    }

    private void write() {
        try {
            Files.deleteIfExists(java.nio.file.Path.of(file.toUri()));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        Table.write(configuration, file, ROWS);
    }

    private void read() {
        assertThat(Table.read(configuration, file)).isEqualTo(Table.rows(ROWS));
    }

    private void useForm(String form) {
        switch (form) {
            case "ARN" -> {}
            case "alias" -> {
                configuration.set(
                        "parquet.kms.key.pii", kms.alias("alias/pii", pii).replaceFirst(".*:", ""));
                configuration.set("parquet.kms.key.footer", kms.alias("alias/footer", footer));
            }
            case "id" -> {
                configuration.set("parquet.kms.key.pii", pii.replaceFirst(".*/", ""));
                configuration.set("parquet.kms.key.footer", footer.replaceFirst(".*/", ""));
            }
            default -> { // written in another Region, read in the own one
                for (String name : List.of("pii", "footer")) {
                    String away = kms.createMultiRegionKey("eu-central-1");
                    kms.replicate(away, TestKms.REGION);
                    configuration.set("parquet.kms.key." + name, away);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ARN", "alias", "id", "multi-Region"})
    void writer_writes_andCanNotRead(String form) throws Throwable {
        useForm(form);
        String policy = policy(LakeRole.WRITER);

        assertJustEnough(policy, this::write);

        write();
        assertDenied(policy, this::read);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ARN", "alias", "id", "multi-Region"})
    void reader_reads_andCanNotWrite(String form) throws Throwable {
        useForm(form);
        write();
        String policy = policy(LakeRole.READER);

        assertJustEnough(policy, this::read);
        assertDenied(policy, this::write);
    }

    /** All that a driver asks for, for itself and its executors. */
    @Test
    void broker_readsAndWrites() throws Throwable {
        assertJustEnough(policy(LakeRole.BROKER), () -> {
            write();
            runtime.wipe();
            read();
        });
    }

    @Test
    void reader_ofSomeKeys_readsTheseColumns() throws Throwable {
        String other = kms.createKey();
        configuration.set("parquet.kms.key.finance", other);
        configuration.set("parquet.kms.columns", "pii: name, phone; finance: balance");
        write();
        String policy = RolePolicy.of(configuration, LakeRole.READER, List.of("pii"), List.of(), List.of());

        assertThat(policy).contains(footer, pii).doesNotContain(other);
        as(
                policy,
                () -> assertThat(Table.read(configuration, file, only("name"))).hasSize(ROWS));
        assertDenied(policy, () -> Table.read(configuration, file, only("balance")));
    }

    private static org.apache.parquet.schema.MessageType only(String column) {
        return new org.apache.parquet.schema.MessageType("customer", Table.SCHEMA.getType(column));
    }

    @Test
    void contextOfAnotherPlace_isDenied() throws Throwable {
        write();
        String policy = policy(LakeRole.READER);
        configuration.set("parquet.kms.encryption.context", "department=hr");
        write();

        assertDenied(policy, this::read);
    }

    /** Where an alias leads is not the policy's business: only that it leads there. */
    @Test
    void alias_keyWithoutIt_isDenied() throws Throwable {
        useForm("alias");
        String policy = policy(LakeRole.WRITER);
        String another = kms.createKey();
        configuration.set("parquet.kms.key.pii", another);

        assertDenied(policy, this::write);
    }

    @Test
    void footerRotator_reEncrypts_andReadsNothing() throws Throwable {
        String next = kms.createKey();
        String policy =
                RolePolicy.of(configuration, LakeRole.FOOTER_ROTATOR, List.of(), List.of("footer"), List.of(next));
        write();
        try (KmsByName all = open()) {
            WrappedKey wrapped = all.generateDataKey(footer, 128, CRM).wrapped();
            assertJustEnough(policy, () -> {
                try (KmsByName rotator = open()) {
                    rotator.reEncrypt(wrapped, CRM, next, CRM);
                }
            });
        }
        assertDenied(policy, this::read);
    }

    private KmsByName open() {
        return new KmsByName(runtime.runtime().access(configuration).provider().open());
    }

    @Test
    void rotator_ofTheFootersKey_opensFootersUnderBothKeys() throws Throwable {
        String next = kms.createKey();
        String policy = RolePolicy.of(configuration, LakeRole.ROTATOR, List.of(), List.of("footer"), List.of(next));
        try (KmsByName all = open()) {
            WrappedKey wrapped = all.generateDataKey(footer, 128, CRM).wrapped();
            assertJustEnough(policy, () -> {
                try (KmsByName rotator = open()) {
                    rotator.decrypt(wrapped, CRM);
                    rotator.decrypt(rotator.reEncrypt(wrapped, CRM, next, CRM), CRM);
                }
            });
        }
        assertThat(policy).doesNotContain(pii);
    }

    @Test
    void inspector_opensFooters() {
        assertThat(policy(LakeRole.INSPECTOR)).contains(footer, "kms:Decrypt").doesNotContain(pii);
    }

    @Test
    void policyFile_placesAndKeysOfPartitions_areInIt() throws Exception {
        java.nio.file.Path lake = Files.writeString(
                directory.resolve("lake.json"), """
                { "version": 1,
                  "keys": { "pii": "%s", "tenant": "alias/tenant-{tenant}" },
                  "places": [
                    { "path": "/lake/crm", "footerKey": "pii", "columns": { "tenant": ["name"] },
                      "partitionedBy": ["tenant"], "encryptionContext": { "department": "crm" } },
                    { "path": "/lake/hr", "key": "pii", "encryptionContext": { "department": "hr" } } ] }
                """.formatted(pii).replace("\"partitionedBy\": [\"tenant\"], ", ""));
        Configuration job = Aws.configuration(kms.endpoint());
        job.set("parquet.kms.policy", lake.toUri().toString());

        String policy = RolePolicy.of(job, LakeRole.READER, List.of(), List.of(), List.of());

        JsonNode statements = JSON.readTree(policy).path("Statement");
        assertThat(statements).hasSize(2);
        assertThat(statements.get(1).path("Sid").asText()).isEqualTo("ReadTenant");
        assertThat(statements.get(1).path("Condition").toString())
                .contains("\"ForAnyValue:StringLike\":{\"kms:ResourceAliases\":\"alias/tenant-*\"}");
        // a context that not every place has can't be asked for
        assertThat(policy).doesNotContain("kms:EncryptionContext");
    }

    @Test
    void noKey_orUnknownKey_saysSo() {
        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() -> RolePolicy.of(configuration, LakeRole.READER, List.of("pij"), List.of(), List.of()))
                .withMessageContainingAll("no key 'pij'", "footer, pii");
        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() -> RolePolicy.of(
                        Aws.configuration(kms.endpoint()), LakeRole.READER, List.of(), List.of(), List.of()))
                .withMessageContaining("No key is configured");
        assertThatCode(() -> policy(LakeRole.AUDITOR)).doesNotThrowAnyException();
    }
}
