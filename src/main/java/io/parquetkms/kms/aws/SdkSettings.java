package io.parquetkms.kms.aws;

import io.parquetkms.config.InvalidConfigurationException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.profiles.ProfileFileLocation;

/**
 * Says which of the SDK's own settings is wrong. The SDK's errors do not: {@code Expected a profile definition on line 1},
 * {@code For input string: "many"}.
 */
final class SdkSettings {

    /** A shorter value may stand in any message; so may these, which are never wrong. */
    private static final int SHORTEST = 2;

    private static final Set<String> NEVER_WRONG = Set.of("true", "false");

    private SdkSettings() {}

    /** The failure with its place; null where no setting of the SDK is found that could be its reason. */
    static @Nullable InvalidConfigurationException explain(RuntimeException failure) {
        String message = ErrorKinds.deepest(failure);
        return brokenFile()
                .or(() -> settings(message).map(name -> "The AWS SDK can't use the value of " + name + ": " + message))
                .map(why -> new InvalidConfigurationException(why, failure))
                .orElse(null);
    }

    /** The same in brackets, behind an error's own words; empty where there is none. */
    static String place(RuntimeException failure) {
        Throwable root = ErrorKinds.root(failure);
        boolean ofValue = root instanceof IllegalArgumentException || root instanceof IllegalStateException;
        return ofValue
                ? settings(ErrorKinds.deepest(failure))
                        .map(name -> " (" + name + ")")
                        .orElse("")
                : "";
    }

    /** The failure, which no setting explains by itself, with all places there are. */
    static InvalidConfigurationException anywhere(RuntimeException failure) {
        return new InvalidConfigurationException(
                "The AWS SDK can't be set up. Check the environment variables AWS_…, the system properties aws.…, "
                        + ProfileFileLocation.configurationFilePath() + " and "
                        + ProfileFileLocation.credentialsFilePath()
                        + ": " + ErrorKinds.deepest(failure),
                failure);
    }

    /** The profile file that can't be read, and why. */
    static Optional<String> brokenFile() {
        return broken(ProfileFileLocation.configurationFilePath(), ProfileFile.Type.CONFIGURATION, "AWS_CONFIG_FILE")
                .or(() -> broken(
                        ProfileFileLocation.credentialsFilePath(),
                        ProfileFile.Type.CREDENTIALS,
                        "AWS_SHARED_CREDENTIALS_FILE"));
    }

    private static Optional<String> broken(Path file, ProfileFile.Type type, String variable) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            ProfileFile.builder().content(file).type(type).build();
            return Optional.empty();
        } catch (RuntimeException e) {
            return Optional.of("The AWS SDK can't read " + file + " (~/.aws, or where " + variable + " says): "
                    + ErrorKinds.deepest(e));
        }
    }

    /** The name of a setting whose value the message quotes. */
    private static Optional<String> settings(String message) {
        Map<String, String> values = new TreeMap<>();
        System.getProperties().stringPropertyNames().stream()
                .filter(name -> name.startsWith("aws."))
                .forEach(name -> values.put("system property " + name, System.getProperty(name)));
        System.getenv().entrySet().stream()
                .filter(variable -> variable.getKey().startsWith("AWS_"))
                .forEach(variable -> values.put("environment variable " + variable.getKey(), variable.getValue()));
        return Stream.concat(values.entrySet().stream(), ofProfiles())
                .filter(setting -> quotes(message, setting.getValue().trim()))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static Stream<Map.Entry<String, String>> ofProfiles() {
        String files = ProfileFileLocation.configurationFilePath() + " or " + ProfileFileLocation.credentialsFilePath();
        return ProfileFile.defaultProfileFile().profiles().values().stream()
                .flatMap(profile -> profile.properties().entrySet().stream()
                        .map(entry -> Map.entry(
                                entry.getKey() + " in profile '" + profile.name() + "' of " + files,
                                entry.getValue())));
    }

    /** As the SDK and the JDK do: {@code For input string: "many"}, {@code … was 'maybe'}, {@code …: maybe}. */
    private static boolean quotes(String message, String value) {
        return value.length() >= SHORTEST
                && !NEVER_WRONG.contains(value)
                && (message.endsWith(" " + value)
                        || Stream.of("\"", "'", "`").anyMatch(quote -> message.contains(quote + value + quote)));
    }
}
