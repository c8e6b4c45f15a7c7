package io.parquetkms.spark.sql;

import io.parquetkms.config.InvalidConfigurationException;
import io.parquetkms.config.KmsProperties;
import io.parquetkms.config.ParquetProperties;
import io.parquetkms.parquet.ParquetKmsCryptoFactory;
import io.parquetkms.policy.Policy;
import io.parquetkms.policy.Rules;
import io.parquetkms.process.KeyAccess;
import io.parquetkms.process.KmsRuntime;
import io.parquetkms.spark.ui.LiveDashboard;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/**
 * Whether a session encrypts, and if not, why: from its settings alone. Prints as a headline and a line for each part.
 *
 * @param state of the whole
 * @param parts that it depends on
 */
public record EncryptionStatus(State state, List<Part> parts) {

    /** Whether files get encrypted where settings, rules or a policy say so. */
    public enum State {
        ACTIVE("Encryption is active."),
        /** Files are encrypted, but nothing is checked before a write begins. */
        WITHOUT_PLUGIN(
                "Encryption is active, but WITHOUT THE PLUGIN: settings that Spark drops on the way to the writer are"
                        + " not refused, and files are then in plaintext."),
        NOT_ACTIVE("Encryption is NOT active: Parquet files are written in plaintext, or not at all.");

        private final String headline;

        State(String headline) {
            this.headline = headline;
        }
    }

    /**
     * One thing that it depends on.
     *
     * @param name for people
     * @param fine whether it is as it should be
     * @param detail what it is, and what to do where it is not fine
     */
    public record Part(String name, boolean fine, String detail) {}

    public EncryptionStatus {
        parts = List.copyOf(parts);
    }

    static EncryptionStatus of(SparkSession spark) {
        return of(spark.sessionState().newHadoopConf());
    }

    /** @param configuration that a write of the session would get */
    static EncryptionStatus of(Configuration configuration) {
        Part plugin = plugin();
        Part factory = factory(configuration);
        try {
            KeyAccess access = KmsRuntime.current().access(configuration);
            Part keys = new Part("keys", true, keys(access));
            return new EncryptionStatus(
                    !factory.fine() ? State.NOT_ACTIVE : plugin.fine() ? State.ACTIVE : State.WITHOUT_PLUGIN,
                    List.of(plugin, factory, keys, files(access)));
        } catch (InvalidConfigurationException e) {
            return new EncryptionStatus(
                    State.NOT_ACTIVE,
                    List.of(plugin, factory, new Part("settings", false, String.valueOf(e.getMessage()))));
        }
    }

    private static Part plugin() {
        return LiveDashboard.now()
                .map(dashboard -> new Part(
                        "plugin", true, "runs; broker mode " + dashboard.mode() + ", since " + dashboard.modeReason()))
                .orElseGet(() -> new Part(
                        "plugin",
                        false,
                        "does not run, and can't be added to a running application: start it with"
                                + " spark.plugins=io.parquetkms.spark.ParquetKmsPlugin"));
    }

    private static Part factory(Configuration configuration) {
        String name = configuration.getTrimmed(ParquetProperties.FACTORY_CLASS.name(), "");
        boolean ours = name.equals(ParquetKmsCryptoFactory.class.getName());
        return new Part(
                "crypto factory",
                ours,
                ours
                        ? name
                        : (name.isEmpty() ? "none" : "another: " + name) + ". Set " + ParquetProperties.FACTORY_CLASS
                                + "=" + ParquetKmsCryptoFactory.class.getName());
    }

    private static String keys(KeyAccess access) {
        String names = String.join(", ", access.settings().keys().keySet());
        return "provider " + access.settings().values().required(KmsProperties.PROVIDER) + "; "
                + (names.isEmpty() ? "none has a name" : names);
    }

    /** Without a place where files must be encrypted, a write without keys is plaintext: that is said, and is no fault. */
    private static Part files(KeyAccess access) {
        Rules rules = access.rules();
        Policy policy = rules.policy();
        boolean keysInSession = access.settings().encryption() != null;
        if (policy != null) {
            return new Part("files", true, "as " + policy + " says");
        }
        if (rules.requireAny()) {
            return new Part("files", true, "must be encrypted where " + rules.whoRequires() + " says so");
        }
        return new Part(
                "files",
                keysInSession,
                (keysInSession
                                ? "encrypted as this session's settings say"
                                : "encrypted where the options of a write name keys;"
                                        + " a write that names none is plaintext")
                        + ". To have such a write refused, set " + KmsProperties.ENCRYPTED_PATHS);
    }

    /** Whether files get encrypted where settings, rules or a policy say so. */
    public boolean isActive() {
        return state != State.NOT_ACTIVE;
    }

    /** What the whole comes to, in a sentence. */
    public String headline() {
        return state.headline;
    }

    @Override
    public String toString() {
        return parts.stream()
                .map(part -> "%n%-15s %-3s %s".formatted(part.name(), part.fine() ? "ok" : "NO", part.detail()))
                .collect(Collectors.joining("", headline(), ""));
    }
}
