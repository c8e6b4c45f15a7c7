package io.parquetkms.spark.enforce;

import static org.assertj.core.api.Assertions.assertThat;

import io.parquetkms.config.TestSettings;
import io.parquetkms.policy.Rules;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class EnforcementTest {

    private static final String EXTENSIONS = "spark.sql.extensions";
    private static final String PROTOCOL = "spark.sql.sources.commitProtocolClass";
    private static final String STREAM_PROTOCOL = "spark.sql.streaming.commitProtocolClass";

    private final Map<String, String> conf = new HashMap<>();

    private void begin(String... settings) {
        Rules rules = new Rules(TestSettings.of(settings), null, null);
        conf.putAll(Enforcement.begin(conf, rules, Enforcement.Fetching.ONE_PROCESS));
    }

    @AfterEach
    void end() {
        Enforcement.end();
    }

    @Test
    void extensionsOfTheUser_stay() {
        conf.put(EXTENSIONS, "com.example.Delta, com.example.Sedona");
        begin();
        assertThat(conf.get(EXTENSIONS))
                .isEqualTo("com.example.Delta, com.example.Sedona," + EncryptionExtensions.class.getName());
    }

    @Test
    void again_isAsOnce() {
        begin();
        begin();
        assertThat(conf.get(EXTENSIONS)).isEqualTo(EncryptionExtensions.class.getName());
    }

    /** Nobody's commits are slower for it. */
    @Test
    void nothingRequired_commitsAreSparks() {
        begin();
        assertThat(conf).containsOnlyKeys(EXTENSIONS);
        assertThat(Enforcement.requireAny()).isFalse();
    }

    @Test
    void encryptedPaths_commitsAreLookedAt() {
        begin("parquet.kms.encrypted.paths", "/secret");
        assertThat(conf.get(PROTOCOL)).isEqualTo(CheckedCommitProtocol.class.getName());
        assertThat(conf.get(STREAM_PROTOCOL)).isEqualTo(CheckedStreamCommitProtocol.class.getName());
        assertThat(Enforcement.requireAny()).isTrue();
    }

    /** S3A's committers come by one: it goes on doing the work. */
    @Test
    void protocolOfTheUser_isHandedOnTo() {
        conf.put(PROTOCOL, "com.example.PathOutputCommitProtocol");
        conf.put(STREAM_PROTOCOL, "com.example.Stream");
        begin("parquet.kms.encrypted.paths", "/secret");
        assertThat(conf.get(PROTOCOL)).isEqualTo(CheckedCommitProtocol.class.getName());
        assertThat(conf.get("spark.parquet-kms.commitProtocolClass")).isEqualTo("com.example.PathOutputCommitProtocol");
        assertThat(conf.get(STREAM_PROTOCOL)).isEqualTo("com.example.Stream");
    }

    @Test
    void end_isTheEnd() {
        begin("parquet.kms.encrypted.paths", "/secret");
        Enforcement.end();
        assertThat(Enforcement.requireAny()).isFalse();
        assertThat(Enforcement.isActive()).isFalse();
    }
}
