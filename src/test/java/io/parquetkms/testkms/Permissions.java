package io.parquetkms.testkms;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a caller or role may do: everything in its own account until told otherwise, nothing in others. A rule is about
 * an operation on one ARN, or on all; the last rule that fits decides. {@link Operation#RE_ENCRYPT} needs allowing on
 * both keys. Thread-safe; changes hold from the next request on.
 */
public final class Permissions {

    private final List<Rule> rules = new ArrayList<>();
    private boolean openInOwnAccount = true;
    private @Nullable IamPolicy policy;

    Permissions() {}

    public Permissions allow(Operation operation, String arn) {
        return add(true, EnumSet.of(operation), arn);
    }

    public Permissions deny(Operation operation) {
        return add(false, EnumSet.of(operation), null);
    }

    public Permissions deny(Operation operation, String arn) {
        return add(false, EnumSet.of(operation), arn);
    }

    /** Forgets every rule and allows these operations, on every key of every account, and no other. */
    public Permissions allowOnly(Set<Operation> operations) {
        return allowNothing().add(true, operations, null);
    }

    /** Forgets every rule and allows these operations on one ARN, and nothing else. */
    public Permissions allowOnly(Set<Operation> operations, String arn) {
        return allowNothing().add(true, operations, arn);
    }

    public synchronized Permissions allowNothing() {
        rules.clear();
        policy = null;
        openInOwnAccount = false;
        return this;
    }

    /** Forgets every rule and allows what this IAM policy does, and nothing else. */
    public synchronized Permissions policy(String json) {
        allowNothing();
        policy = new IamPolicy(json);
        return this;
    }

    /** Forgets every rule: everything in the own account, as at first. */
    public synchronized Permissions reset() {
        rules.clear();
        policy = null;
        openInOwnAccount = true;
        return this;
    }

    /** The end of AWS's sentence "is not authorized …", or empty where allowed. */
    synchronized Optional<String> refusal(Operation operation, IamPolicy.Request request, boolean ownAccount) {
        String arn = request.resource();
        if (policy != null && policy.denies(request)) {
            return Optional.of("with an explicit deny in an identity-based policy");
        } else if (policy != null && policy.allows(request)) {
            return Optional.empty();
        }
        for (int i = rules.size() - 1; i >= 0; i--) {
            Rule rule = rules.get(i);
            if (rule.fits(operation, arn)) {
                return rule.allow ? Optional.empty() : Optional.of("with an explicit deny in an identity-based policy");
            }
        }
        if (openInOwnAccount && ownAccount) {
            return Optional.empty();
        }
        String policy = ownAccount ? "identity-based" : "resource-based";
        return Optional.of("because no " + policy + " policy allows the " + request.action() + " action");
    }

    private synchronized Permissions add(boolean allow, Set<Operation> operations, @Nullable String arn) {
        rules.add(new Rule(allow, operations, arn));
        return this;
    }

    private record Rule(
            boolean allow,
            Set<Operation> operations,
            @Nullable String arn) {

        Rule {
            operations = Collections.unmodifiableSet(EnumSet.copyOf(operations));
        }

        boolean fits(Operation operation, String on) {
            return operations.contains(operation) && (arn == null || arn.equals(on));
        }
    }
}
