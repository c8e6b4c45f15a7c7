package io.parquetkms.testkms;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An IAM role that callers may assume through STS. Thread-safe. */
public final class Role {

    private static final Pattern ARN = Pattern.compile("arn:aws:iam::(\\d{12}):role/(?:.*/)?([\\w+=,.@-]+)");

    private final String arn;
    private final String account;
    private final String name;
    private final Permissions permissions = new Permissions();
    private volatile boolean trusting = true;
    private volatile @Nullable String externalId;
    private volatile @Nullable Duration sessionDuration;

    Role(String arn) {
        Matcher matcher = ARN.matcher(arn);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("Not a role's ARN: " + arn);
        }
        this.arn = arn;
        this.account = matcher.group(1);
        this.name = matcher.group(2);
    }

    public String arn() {
        return arn;
    }

    /** What sessions of this role may do. */
    public Permissions permissions() {
        return permissions;
    }

    /** Lets nobody assume the role from now on; sessions that exist go on. */
    public Role trustNobody() {
        trusting = false;
        return this;
    }

    public Role requireExternalId(String required) {
        externalId = required;
        return this;
    }

    /** Gives sessions this duration, also one that STS would refuse, instead of the one asked for. */
    public Role giveDuration(Duration duration) {
        sessionDuration = duration;
        return this;
    }

    Duration sessionDuration(Duration asked) {
        return Optional.ofNullable(sessionDuration).orElse(asked);
    }

    boolean trusts(@Nullable String givenExternalId) {
        String required = externalId;
        return trusting && (required == null || required.equals(givenExternalId));
    }

    boolean trustsWebIdentity() {
        return trusting;
    }

    String name() {
        return name;
    }

    String account() {
        return account;
    }

    String sessionArn(String sessionName) {
        return "arn:aws:sts::" + account + ":assumed-role/" + name + "/" + sessionName;
    }
}
