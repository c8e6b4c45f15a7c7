package io.parquetkms.policy;

import io.parquetkms.config.InvalidConfigurationException;
import io.parquetkms.config.KmsProperties;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/** The file that {@link KmsProperties#POLICY} names. */
final class PolicyFile {

    private static final String CLASS_PATH = "classpath:";

    /** Ten thousand places take less; each executor gets it when it starts. */
    static final int MAX_BYTES = 1 << 20;

    private PolicyFile() {}

    /** @throws InvalidConfigurationException if it can't be read */
    static String text(Configuration configuration, String location) {
        try (InputStream in = open(configuration, location)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw unreadable(location, "it has more than " + MAX_BYTES + " bytes: is it a policy?", null);
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (FileNotFoundException e) {
            throw unreadable(location, "there is no such file", e);
        } catch (CharacterCodingException e) {
            throw unreadable(location, "it is no text in UTF-8", e);
        } catch (IOException | RuntimeException e) {
            throw e instanceof InvalidConfigurationException known
                    ? known
                    : unreadable(location, String.valueOf(e.getMessage()), e);
        }
    }

    private static InputStream open(Configuration configuration, String location) throws IOException {
        if (!location.startsWith(CLASS_PATH)) {
            Path path = new Path(location);
            return path.getFileSystem(configuration).open(path);
        }
        String name = location.substring(CLASS_PATH.length()).replaceFirst("^/+", "");
        return Stream.of(Thread.currentThread().getContextClassLoader(), PolicyFile.class.getClassLoader())
                .filter(Objects::nonNull)
                .map(loader -> loader.getResourceAsStream(name))
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow(() -> new FileNotFoundException(name));
    }

    private static InvalidConfigurationException unreadable(String location, String why, @Nullable Exception cause) {
        return new InvalidConfigurationException(
                "Cannot read the policy " + location + " (" + KmsProperties.POLICY + "): " + why, cause);
    }
}
