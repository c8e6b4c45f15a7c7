package io.parquetkms.testkms;

import java.security.interfaces.ECPublicKey;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Who is logged in, and where: what IAM Identity Center, AWS Sign-In, containers and instances hand out sessions for. All
 * of them are sessions of a {@link Role}, which this declares. Thread-safe.
 */
public final class Logins {

    private final Identities identities;
    private final Set<String> ssoTokens = ConcurrentHashMap.newKeySet();
    private final Set<String> ssoRefreshTokens = ConcurrentHashMap.newKeySet();
    private final Map<String, SigninSession> signins = new ConcurrentHashMap<>();
    private final Map<String, Role> containers = new ConcurrentHashMap<>();
    private volatile @Nullable Role instance;

    Logins(Identities identities) {
        this.identities = identities;
    }

    /** What {@code aws sso login} fetched: this token gives sessions of every role that is declared, by account and name. */
    public void sso(String accessToken) {
        ssoTokens.add(accessToken);
    }

    /** Lets a session of IAM Identity Center be renewed once with this token. */
    public void ssoRefresh(String refreshToken) {
        ssoRefreshTokens.add(refreshToken);
    }

    /** What {@code aws login} fetched: a token that renews the session, for who proves to have the key. */
    public void signin(String refreshToken, ECPublicKey key, String roleArn) {
        signins.put(refreshToken, new SigninSession(key, identities.declareRole(roleArn)));
    }

    /** Gives the container's agent a role: by path, for who sends this {@code Authorization}, null for none. */
    public void container(String path, @Nullable String authorization, String roleArn) {
        containers.put(path + " " + authorization, identities.declareRole(roleArn));
    }

    /** Makes the server an EC2 instance with this role. */
    public void instance(String roleArn) {
        instance = identities.declareRole(roleArn);
    }

    boolean isSsoToken(@Nullable String accessToken) {
        return accessToken != null && ssoTokens.contains(accessToken);
    }

    /** Uses the token up: Identity Center gives a new one with each renewal. */
    boolean useSsoRefresh(String refreshToken) {
        return ssoRefreshTokens.remove(refreshToken);
    }

    Optional<SigninSession> signin(String refreshToken) {
        return Optional.ofNullable(signins.get(refreshToken));
    }

    Optional<Role> container(String path, @Nullable String authorization) {
        return Optional.ofNullable(containers.get(path + " " + authorization));
    }

    Optional<Role> instance() {
        return Optional.ofNullable(instance);
    }

    record SigninSession(ECPublicKey key, Role role) {}
}
