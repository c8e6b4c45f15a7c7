package io.parquetkms.kms.aws;

import io.parquetkms.config.InvalidConfigurationException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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

    /** A shorter value may stand in any message. */
    private static final int SHORTEST = 2;

    private SdkSettings() {}

    /** The failure with its place; null where no setting of the SDK is found that could be its reason. */
    static @Nullable InvalidConfigurationException explain(RuntimeException failure) {
        String message = ErrorKinds.deepest(failure);
        return brokenFile(failure)
                .or(() -> settings(message)
                        .map(name -> new InvalidConfigurationException(
                                "The AWS SDK can't use the value of " + name + ": " + message, failure)))
                .orElse(null);
    }

    /** The failure, which no setting explains by itself, with all places there are. */
    static InvalidConfigurationException anywhere(RuntimeException failure) {
        return new InvalidConfigurationException(
                "The AWS SDK can't be set up. Check the environment variables AWS_…, the system properties aws.…, "
                        + ProfileFileLocation.configurationFilePath() + " and " + ProfileFileLocation.credentialsFilePath()
                        + ": " + ErrorKinds.deepest(failure),
                failure);
    }

    private static Optional<InvalidConfigurationException> brokenFile(RuntimeException failure) {
        return broken(ProfileFileLocation.configurationFilePath(), ProfileFile.Type.CONFIGURATION, "AWS_CONFIG_FILE")
                .or(() -> broken(
                        ProfileFileLocation.credentialsFilePath(),
                        ProfileFile.Type.CREDENTIALS,
                        "AWS_SHARED_CREDENTIALS_FILE"))
                .map(message -> new InvalidConfigurationException(message, failure));
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
        Stream<Map.Entry<String, String>> ofProfiles = ProfileFile.defaultProfileFile().profiles().values().stream()
                .flatMap(profile -> profile.properties().entrySet().stream()
                        .map(entry -> Map.entry(
                                entry.getKey() + " in profile '" + profile.name() + "' of "
                                        + ProfileFileLocation.configurationFilePath() + " or "
                                        + ProfileFileLocation.credentialsFilePath(),
                                entry.getValue())));
        return Stream.concat(values.entrySet().stream(), ofProfiles)
                .filter(setting -> quotes(message, setting.getValue()))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static boolean quotes(String message, String value) {
        String text = value.trim().toLowerCase(Locale.ROOT);
        String said = message.toLowerCase(Locale.ROOT);
        return text.length() >= SHORTEST
                && Stream.of("\"", "'", "`").anyMatch(quote -> said.contains(quote + text + quote))
                || (text.length() >= SHORTEST && said.endsWith(" " + text));
    }
}
