package io.parquetkms.spark.enforce;

import static org.assertj.core.api.Assertions.assertThat;

import io.parquetkms.config.TestSettings;
import io.parquetkms.policy.Rules;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class EnforcementTest {

    private static final String EXTENSIONS = "spark.sql.extensions";
    private static final String PROTOCOL = "spark.sql.sources.commitProtocolClass";
    private static final String STREAM_PROTOCOL = "spark.sql.streaming.commitProtocolClass";

    private final SparkConf conf = new SparkConf(false);

    private void begin(String... settings) {
        Rules rules = new Rules(TestSettings.of(settings), null, null);
        Enforcement.begin(conf, rules, Enforcement.Fetching.ONE_PROCESS);
    }

    @AfterEach
    void end() {
        Enforcement.end();
    }

    @Test
    void extensionsOfTheUser_stay() {
        conf.set(EXTENSIONS, "com.example.Delta, com.example.Sedona");
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
        assertThat(conf.contains(PROTOCOL)).isFalse();
        assertThat(conf.contains(STREAM_PROTOCOL)).isFalse();
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
        conf.set(PROTOCOL, "com.example.PathOutputCommitProtocol").set(STREAM_PROTOCOL, "com.example.Stream");
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
