package io.parquetkms.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.hadoop.security.UserGroupInformation;

/**
 * On whose behalf keys are fetched.
 *
 * @param user the Hadoop user
 * @param token secret; the user's access token where the engine sets one
 */
public record Caller(String user, String token) {

    /** Whoever runs this thread. */
    public static Caller current(String token) {
        try {
            return new Caller(UserGroupInformation.getCurrentUser().getUserName(), token);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot tell the current Hadoop user", e);
        }
    }

    @Override
    public String toString() {
        return "Caller[" + user + "]";
    }
}
