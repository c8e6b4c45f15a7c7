package io.parquetkms.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.parquetkms.config.InvalidConfigurationException;
import io.parquetkms.config.TestSettings;
import io.parquetkms.kms.KmsUnavailableException;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class KmsRuntimeTest {

    private static final String ARN = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";

    private final KmsRuntime runtime = new KmsRuntime();

    @AfterEach
    void close() {
        runtime.close();
    }

    private KeyAccess access(String... properties) {
        return runtime.access(TestSettings.configuration(properties));
    }

    // ---- what was read before

    @Test
    void access_hadoopsDefaults_areAccepted() {
        assertThat(runtime.access(new Configuration())).isSameAs(access());
    }

    @Test
    void access_equalSettings_isTheSameInstance() {
        KeyAccess access = access("parquet.kms.key.pii", ARN);
        assertThat(access("parquet.kms.key.pii", ARN)).isSameAs(access);
        assertThat(access("parquet.kms.key.pii", ARN, "unrelated", "x")).isSameAs(access);
    }

    @Test
    void access_changedSettings_isAnotherInstance() {
        Configuration configuration = TestSettings.configuration("parquet.kms.key.pii", "alias/a");
        KeyAccess before = runtime.access(configuration);
        configuration.set("parquet.kms.key.pii", "alias/b");
        assertThat(runtime.access(configuration).settings().keys()).containsExactly(Map.entry("pii", "alias/b"));
        configuration.set("parquet.kms.key.pii", "alias/a");
        assertThat(runtime.access(configuration)).isSameAs(before);
    }

    @Test
    void access_failure_isNotRemembered() {
        Configuration configuration = TestSettings.configuration("parquet.kms.nonsense", "x");
        Throwable first = catchThrowable(() -> runtime.access(configuration));
        assertThat(first).isInstanceOf(InvalidConfigurationException.class);
        assertThat(catchThrowable(() -> runtime.access(configuration)))
                .isInstanceOf(InvalidConfigurationException.class)
                .isNotSameAs(first);
        configuration.unset("parquet.kms.nonsense");
        assertThatCode(() -> runtime.access(configuration)).doesNotThrowAnyException();
    }

    @Test
    void access_variable_isExpanded() {
        Configuration configuration = TestSettings.configuration(
                "account", "111122223333", "parquet.kms.key.pii", "arn:aws:kms:eu-west-1:${account}:alias/pii");
        assertThat(runtime.access(configuration).settings().keys())
                .containsExactly(Map.entry("pii", "arn:aws:kms:eu-west-1:111122223333:alias/pii"));
        configuration.set("account", "444455556666");
        assertThat(runtime.access(configuration).settings().keys())
                .containsExactly(Map.entry("pii", "arn:aws:kms:eu-west-1:444455556666:alias/pii"));
    }

    // ---- the current one

    @Test
    void begin_untilClosed_isTheCurrentOne() {
        KmsRuntime before = KmsRuntime.current();
        runtime.begin();
        assertThat(KmsRuntime.current()).isSameAs(runtime);
        runtime.close();
        assertThat(KmsRuntime.current()).isSameAs(before).isNotSameAs(runtime);
    }

    @Test
    void begin_anotherApplication_closesTheEarlier() {
        CallerKeys keys = runtime.begin().callerKeys(access());
        try (KmsRuntime next = new KmsRuntime().begin()) {
            assertThat(KmsRuntime.current()).isSameAs(next);
            assertThatExceptionOfType(KmsUnavailableException.class)
                    .isThrownBy(keys::keyring)
                    .withMessageContaining("has ended");
        }
    }

    @Test
    void close_notTheCurrentOne_leavesThat() {
        try (KmsRuntime current = new KmsRuntime().begin()) {
            runtime.close();
            assertThat(KmsRuntime.current()).isSameAs(current);
        }
    }

    @Test
    void close_fileStillOpen_getsNoKeyAnyMore() {
        CallerKeys keys = runtime.callerKeys(access());
        assertThat(keys.keyring()).isNotNull();
        runtime.close();
        assertThatExceptionOfType(KmsUnavailableException.class).isThrownBy(keys::keyring);
    }
}
