package io.parquetkms.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.PrivilegedAction;
import java.util.Objects;
import java.util.function.Supplier;
import org.apache.hadoop.security.UserGroupInformation;
import org.jspecify.annotations.Nullable;

/** On whose behalf keys are fetched: a Hadoop user, and the access token where the engine sets one. Equal by these. */
public final class Caller {

    private final UserGroupInformation login;
    private final String user;
    private final String token;

    Caller(UserGroupInformation login, String token) {
        this.login = login;
        this.token = token;
        user = login.getUserName();
    }

    /** Whoever runs this thread. */
    public static Caller current(String token) {
        return new Caller(currentLogin(), token);
    }

    private static UserGroupInformation currentLogin() {
        try {
            return UserGroupInformation.getCurrentUser();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot tell the current Hadoop user", e);
        }
    }

    /** Does something as this user, whoever runs this thread; exceptions pass through. */
    <T> T run(Supplier<T> action) {
        return currentLogin().getUserName().equals(user) ? action.get() : login.doAs((PrivilegedAction<T>) action::get);
    }

    /** Whether it is the same login of the user, too: an earlier one may have expired. */
    boolean isSameLogin(Caller other) {
        return login.equals(other.login);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Caller that && user.equals(that.user) && token.equals(that.token);
    }

    @Override
    public int hashCode() {
        return Objects.hash(user, token);
    }

    @Override
    public String toString() {
        return "Caller[" + user + "]";
    }
}
