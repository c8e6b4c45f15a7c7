package io.parquetkms.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.parquetkms.kms.DataKey;
import io.parquetkms.kms.EncryptionContext;
import io.parquetkms.kms.KeyBytes;
import io.parquetkms.kms.KmsByName;
import io.parquetkms.kms.WrappedKey;
import io.parquetkms.process.KeyAccess;
import io.parquetkms.process.OwnRuntime;
import io.parquetkms.testkms.Operation;
import io.parquetkms.testkms.TestKms;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.Property;
import org.apache.parquet.crypto.FileEncryptionProperties;
import org.apache.parquet.hadoop.api.WriteSupport.WriteContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Everything at TRACE, the SDK's loggers and the JDK's included: no key is in it, nor in any message or toString. */
final class NoKeyInLogsTest {

    @RegisterExtension
    private final OwnRuntime runtime = new OwnRuntime();

    private static final Pattern WRAPPED_KEK = Pattern.compile("\"wrappedKEK\":\"([^\"]+)\"");

    private final TestKms kms = TestKms.start();
    private final String pii = kms.createKey();
    private final Collection<String> said = new ConcurrentLinkedQueue<>(); // others log while it is looked through
    private final Recorder recorder = new Recorder(said);
    private final Handler julRecorder = new JulRecorder(said);
    private final java.util.logging.Logger julRoot = java.util.logging.Logger.getLogger("");

    @TempDir
    private java.nio.file.Path directory = java.nio.file.Path.of("");

    private Configuration configuration = new Configuration(false);
    private Path file = new Path("unset");

    @BeforeEach
    void listen() {
        Aws.signIn();
        configuration = Aws.configuration(kms.endpoint());
        configuration.set("parquet.kms.key.pii", pii);
        configuration.set("parquet.encryption.uniform.key", "pii");
        configuration.set("parquet.encryption.key.access.token", "open-sesame");
        file = new Path(directory.resolve("t.parquet").toUri());
        recorder.start();
        LoggerContext context = (LoggerContext) LogManager.getContext(false);
        context.getConfiguration().getRootLogger().addAppender(recorder, Level.ALL, null);
        context.getConfiguration().getRootLogger().removeAppender("console");
        Configurator.setAllLevels(LogManager.ROOT_LOGGER_NAME, Level.ALL);
        julRoot.setLevel(java.util.logging.Level.ALL);
        julRoot.addHandler(julRecorder);
    }

    @AfterEach
    void stop() {
        julRoot.removeHandler(julRecorder);
        julRoot.setLevel(java.util.logging.Level.INFO);
        ((LoggerContext) LogManager.getContext(false)).reconfigure();
        Aws.signOut();
        kms.close();
    }

    @Test
    void writeReadAndFail_atTrace_sayNoKey() {
        FileEncryptionProperties properties = Objects.requireNonNull(new ParquetKmsCryptoFactory()
                .getFileEncryptionProperties(configuration, file, new WriteContext(Table.SCHEMA, Map.of())));
        Table.write(configuration, file, 20);
        Table.read(configuration, file);
        runtime.wipe();
        kms.deny(TestKms.ACCESS_KEY_ID, Operation.DECRYPT, pii);
        said.add(stackTrace(catchThrowable(() -> Table.read(configuration, file))));
        kms.caller().permissions().reset();
        configuration.set("parquet.kms.encryption.context", "other=context");
        said.add(stackTrace(catchThrowable(() -> Table.read(configuration, file))));
        byte[] kek = kek(properties.getFooterKeyMetadata());
        KeyAccess access = runtime.runtime().access(configuration);
        said.add(access.settings() + " " + access.provider() + " " + access.pinned() + " " + properties);

        assertThat(said).as("the loggers do log").anyMatch(line -> line.contains("TrentService.Decrypt"));
        assertNowhere(kek);
        assertNowhere(properties.getFooterKey());
        assertThat(said).noneMatch(line -> line.contains("open-sesame"));
        assertThat(said).noneMatch(line -> line.contains(TestKms.SECRET_ACCESS_KEY));
    }

    @Test
    void everyType_toString_hidesItsKey() {
        KeyBytes key = KeyBytes.random(256);
        said.add(key + " " + new DataKey(key, new WrappedKey(pii, "ciphertext"), ""));

        assertNowhere(key.toByteArray());
        assertThat(said).noneMatch(line -> line.contains("ciphertext"));
    }

    private void assertNowhere(byte[] key) {
        List<String> forms = List.of(
                HexFormat.of().formatHex(key),
                HexFormat.of().withUpperCase().formatHex(key),
                Base64.getEncoder().withoutPadding().encodeToString(key),
                Base64.getUrlEncoder().withoutPadding().encodeToString(key),
                Arrays.toString(key));
        for (String form : forms) {
            assertThat(said).noneMatch(line -> line.contains(form));
        }
    }

    private byte[] kek(byte[] keyMetadata) {
        Matcher matcher = WRAPPED_KEK.matcher(new String(keyMetadata, StandardCharsets.UTF_8));
        assertThat(matcher.find()).isTrue();
        try (KmsByName service =
                new KmsByName(runtime.runtime().access(configuration).provider().open())) {
            return service.decrypt(new WrappedKey(pii, matcher.group(1)), EncryptionContext.NONE)
                    .plaintext()
                    .toByteArray();
        }
    }

    private static String stackTrace(@Nullable Throwable failure) {
        StringWriter text = new StringWriter();
        Objects.requireNonNull(failure).printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private static final class Recorder extends AbstractAppender {

        private final Collection<String> lines;

        Recorder(Collection<String> lines) {
            super("recorder", null, null, false, Property.EMPTY_ARRAY);
            this.lines = lines;
        }

        @Override
        public void append(LogEvent event) {
            lines.add(event.getMessage().getFormattedMessage()
                    + (event.getThrown() == null ? "" : stackTrace(event.getThrown())));
        }
    }

    private static final class JulRecorder extends Handler {

        private final Collection<String> lines;

        JulRecorder(Collection<String> lines) {
            this.lines = lines;
        }

        @Override
        public void publish(LogRecord event) {
            lines.add(String.valueOf(event.getMessage()) + Arrays.toString(event.getParameters()));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
