package io.parquetkms.keys;

/**
 * On whose behalf keys are fetched.
 *
 * @param user the Hadoop user
 * @param token secret; the user's access token where the engine sets one
 */
public record Caller(String user, String token) {

    @Override
    public String toString() {
        return "Caller[" + user + "]";
    }
}
