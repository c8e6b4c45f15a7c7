package io.parquetkms.spark.enforce;

import io.parquetkms.policy.Rules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkEnv;

/** Has Spark ask this library about every write: set up by the plugin before there is a session. */
public final class Enforcement {

    private static final String EXTENSIONS = "spark.sql.extensions";
    static final String COMMIT_PROTOCOL = "spark.sql.sources.commitProtocolClass";
    private static final String STREAM_COMMIT_PROTOCOL = "spark.sql.streaming.commitProtocolClass";
    private static final String STREAM_DEFAULT = "org.apache.spark.sql.execution.streaming.ManifestFileCommitProtocol";
    private static final String DEFAULT = "org.apache.spark.sql.execution.datasources.SQLHadoopMapReduceCommitProtocol";

    /** What the application was started with, for the one that looks at files to hand on to. */
    private static final String USERS_PROTOCOL = "spark.parquet-kms.commitProtocolClass";

    /** Who gets keys from the KMS. */
    public enum Fetching {
        /** There is but one process. */
        ONE_PROCESS,
        /** The driver, for what is named at start. */
        DRIVER,
        /** Each executor for itself; the driver may lack the right. */
        EXECUTORS
    }

    private static volatile Fetching fetching = Fetching.EXECUTORS;
    private static volatile boolean active;
    private static volatile boolean requireAny;
    private static volatile boolean committing;

    private Enforcement() {}

    /**
     * Puts the checks into the sessions that will begin. Commits are looked at where files must be encrypted anywhere.
     *
     * @param settings of the application, which has no session yet
     * @param rules of the settings that it was started with
     * @param whoFetches keys
     * @return what to set
     */
    public static Map<String, String> begin(Map<String, String> settings, Rules rules, Fetching whoFetches) {
        Map<String, String> more = new HashMap<>();
        more.put(EXTENSIONS, extensions(settings.getOrDefault(EXTENSIONS, "")));
        fetching = whoFetches;
        requireAny = rules.requireAny();
        committing = rules.requireAny() || rules.policy() != null;
        if (committing) {
            more.put(USERS_PROTOCOL, settings.getOrDefault(COMMIT_PROTOCOL, DEFAULT));
            more.put(COMMIT_PROTOCOL, CheckedCommitProtocol.class.getName());
            if (settings.getOrDefault(STREAM_COMMIT_PROTOCOL, STREAM_DEFAULT).equals(STREAM_DEFAULT)) {
                more.put(STREAM_COMMIT_PROTOCOL, CheckedStreamCommitProtocol.class.getName());
            }
        }
        active = true;
        return more;
    }

    private static String extensions(String users) {
        String ours = EncryptionExtensions.class.getName();
        List<String> extensions = new ArrayList<>(List.of(users.split(",")));
        extensions.removeIf(String::isBlank);
        if (!extensions.contains(ours)) {
            extensions.add(ours);
        }
        return String.join(",", extensions);
    }

    /** The application is over. */
    public static void end() {
        active = false;
        requireAny = false;
        committing = false;
    }

    static boolean isActive() {
        return active;
    }

    static Fetching fetching() {
        return fetching;
    }

    static boolean requireAny() {
        return requireAny;
    }

    static boolean setsCommitProtocol() {
        return committing;
    }

    /** The commit protocol that does the work. */
    static String usersProtocol() {
        return SparkEnv.get().conf().get(USERS_PROTOCOL, DEFAULT);
    }
}
