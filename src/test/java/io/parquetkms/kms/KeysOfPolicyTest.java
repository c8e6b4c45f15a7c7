package io.parquetkms.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parquetkms.config.InvalidConfigurationException;
import io.parquetkms.config.KeyTemplate;
import io.parquetkms.config.PolicyKeys;
import io.parquetkms.config.Settings;
import io.parquetkms.config.TestSettings;
import io.parquetkms.kms.KmsKeys.Naming;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The keys of a policy count as configured at start, and so do those that its templates lead to. */
final class KeysOfPolicyTest {

    private static final String ACCOUNT = "arn:aws:kms:eu-west-1:111122223333:";
    private static final String PII = ACCOUNT + "key/1234abcd-12ab-34cd-56ef-1234567890ab";
    private static final String OTHER = ACCOUNT + "key/5678abcd-12ab-34cd-56ef-1234567890ab";
    private static final String FOREIGN = "arn:aws:kms:eu-west-1:999999999999:key/1234abcd-12ab-34cd-56ef-1234567890ab";

    private static PolicyKeys policy(int max, Map<String, String> names, String... used) {
        Map<String, KeyTemplate> templates = Arrays.stream(used)
                .filter(key -> key.contains("{"))
                .collect(Collectors.toMap(key -> key, key -> Objects.requireNonNull(KeyTemplate.parse(key))));
        Map<String, String> asIs = Arrays.stream(used)
                .filter(key -> !key.contains("{"))
                .collect(Collectors.toMap(key -> key, key -> "policy lake.json, line 3"));
        return new PolicyKeys(names, asIs, templates, max, "policy lake.json");
    }

    private static KmsKeys keys(PolicyKeys policy, @Nullable KmsKeys atStart, String... properties) {
        String[] all = Arrays.copyOf(properties, properties.length + 2);
        all[properties.length] = "parquet.kms.aws.region";
        all[properties.length + 1] = "eu-west-1";
        Settings settings = new Settings(
                Settings.properties(TestSettings.configuration(all), TestSettings.NAMES.ofHadoop()),
                TestSettings.NAMES,
                policy);
        return new KmsKeys(settings, Providers.find().provider(settings.values()), atStart);
    }

    @Test
    void names_ofPolicyAndSettings_areKnown() {
        KmsKeys keys = keys(policy(1, Map.of("pii", PII), "pii"), null, "parquet.kms.key.hr", OTHER);
        assertThat(keys.named()).isEqualTo(Map.of("pii", new KeyId(PII), "hr", new KeyId(OTHER)));
        assertThat(keys.configured("pii").value()).isEqualTo(PII);
        assertThat(keys.naming(PII)).isEqualTo(Naming.NAMED);
        assertThat(keys.naming(ACCOUNT + "key/other")).isEqualTo(Naming.UNNAMED);
    }

    @Test
    void defaultTrust_isTheAccountsOfThePolicysKeys() {
        KmsKeys keys = keys(policy(1, Map.of(), PII, ACCOUNT + "alias/t-{t}"), null);
        assertThat(keys.requested(OTHER, false).value()).isEqualTo(OTHER);
        assertThatThrownBy(() -> keys.requested(FOREIGN, false)).isInstanceOf(UntrustedKeyException.class);
        assertThat(keys.warning()).isNull();
        assertThatThrownBy(() ->
                        keys(policy(1, Map.of(), ACCOUNT + "alias/t-{t}"), null).requested(FOREIGN, false))
                .as("also of templates alone")
                .isInstanceOf(UntrustedKeyException.class);
    }

    @Test
    void unknownName_isSaidWithItsLine() {
        assertThatThrownBy(() -> keys(policy(1, Map.of("pii", PII), "pi"), null))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContainingAll("Unknown key 'pi' in policy lake.json, line 3", "[pii]");
    }

    @Test
    void template_thatLeadsToNoKey_isRefusedAtStart() {
        assertThatThrownBy(() -> keys(policy(1, Map.of(), "aliases/t-{t}"), null))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContainingAll("'aliases/t-{t}' of policy lake.json", "'aliases/t-x'");
    }

    @Test
    void template_inSettings_isRefusedAsThat() {
        PolicyKeys named = new PolicyKeys(
                Map.of(),
                Map.of(),
                Map.of("tenant", Objects.requireNonNull(KeyTemplate.parse("alias/t-{t}"))),
                1,
                "policy lake.json");
        assertThatThrownBy(() -> keys(named, null, "parquet.encryption.uniform.key", "tenant")
                        .configured("tenant"))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContainingAll("'tenant'", "alias/t-{t}", "only places of policy lake.json can use it");
    }

    /** Where the start says which keys are trusted, its policy's aliases need not be among them. */
    @ParameterizedTest
    @CsvSource({"alias/t-acme, true", "alias/t-, false", "alias/t-a/b, false", "alias/x, false"})
    void filled_countsAsConfiguredAtStart(String keyId, boolean fits) {
        KmsKeys start = keys(policy(9, Map.of(), PII, "alias/t-{t}"), null, "parquet.kms.trusted.keys", PII);
        KmsKeys later = keys(policy(9, Map.of(), PII, "alias/t-{t}"), start, "parquet.kms.trusted.keys", PII);
        for (KmsKeys keys : new KmsKeys[] {start, later}) {
            assertThat(keys.naming(keyId)).isEqualTo(fits ? Naming.NAMED : Naming.PERHAPS);
            if (fits) {
                KeyId asked = keys.requestedByExecutor(keyId, true);
                assertThat(asked.value()).isEqualTo(keyId);
                assertThatCode(() -> keys.checkAnswered(asked, true, OTHER)).doesNotThrowAnyException();
            } else {
                assertThatThrownBy(() -> keys.checkAnswered(new KeyId(keyId), true, OTHER))
                        .isInstanceOf(UntrustedKeyException.class);
            }
        }
    }

    @Test
    void filled_byArn_isNotAnotherAccounts() {
        KmsKeys keys = keys(policy(9, Map.of(), ACCOUNT + "alias/t-{t}"), null);
        assertThat(keys.requestedByExecutor(ACCOUNT + "alias/t-acme", true).value())
                .isEqualTo(ACCOUNT + "alias/t-acme");
        assertThatThrownBy(() -> keys.requestedByExecutor("arn:aws:kms:eu-west-1:999999999999:alias/t-acme", true))
                .isInstanceOf(UntrustedKeyException.class);
    }

    /** By whichever settings of the application, and by whichever executor. */
    @Test
    void filled_moreThanAllowed_isRefused() {
        PolicyKeys policy = policy(2, Map.of(), "alias/t-{t}");
        KmsKeys start = keys(policy, null);
        KmsKeys later = keys(policy, start, "parquet.kms.encryption.context", "a=b");
        start.configured("alias/t-a");
        later.requestedByExecutor("alias/t-b", true);
        later.configured("alias/t-a");
        assertThatThrownBy(() -> later.configured("alias/t-c"))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContainingAll("alias/t-c", "2 keys", "policy lake.json", "maxPartitionKeys");
        assertThatThrownBy(() -> start.requestedByExecutor("alias/t-d", true))
                .isInstanceOf(InvalidConfigurationException.class);
        assertThatCode(() -> start.configured("alias/t-b")).doesNotThrowAnyException();
    }

    @Test
    void filled_toRead_isNotCounted() {
        KmsKeys keys = keys(policy(1, Map.of(), "alias/t-{t}"), null);
        keys.configured("alias/t-a");
        assertThatCode(() -> keys.requested("alias/t-b", false)).doesNotThrowAnyException();
    }
}
