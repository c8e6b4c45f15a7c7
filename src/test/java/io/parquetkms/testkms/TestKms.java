package io.parquetkms.testkms;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A KMS for tests: real HTTP on the loopback interface, real AES-GCM, AWS's answers and errors, and every fault on
 * demand. Answers on the same port for the services that credentials come from: STS, IAM Identity Center, AWS Sign-In,
 * EC2's instance metadata and a container's agent.
 *
 * <pre>{@code
 * try (TestKms kms = TestKms.start()) {
 *     String key = kms.createKey();
 *     kms.alias("alias/pii", key);
 *     // point the client under test at kms.endpoint(), with ACCESS_KEY_ID, SECRET_ACCESS_KEY and REGION
 *     kms.faults(Operation.DECRYPT).throttleNext(2);
 *     assertThat(kms.calls(Operation.GENERATE_DATA_KEY)).isEqualTo(1);
 * }
 * }</pre>
 *
 * <p>One server is every Region and every account: the Region asked is that of the request's signature, the account is
 * the caller's. What its methods do is not recorded and needs no permission. Thread-safe.
 */
public final class TestKms implements AutoCloseable {

    /** The default caller, who may do everything in {@link #ACCOUNT}. */
    public static final String ACCESS_KEY_ID = "AKIAIOSFODNN7EXAMPLE";

    public static final String SECRET_ACCESS_KEY = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
    public static final String ACCOUNT = "111122223333";
    public static final String REGION = "us-east-1";

    private final KeyStore keys = new KeyStore();
    private final Identities identities = new Identities();
    private final RequestLog log = new RequestLog();
    private final StsProtocol sts = new StsProtocol(identities);
    private final IamProtocol iam = new IamProtocol(identities, sts);
    private final Logins logins = new Logins(identities);
    private final Front front = new Front(
            new Services(
                    new KmsProtocol(keys, identities),
                    sts,
                    iam,
                    new SsoProtocol(identities, logins),
                    new SigninProtocol(identities, logins),
                    new HostProtocol(identities, logins)),
            log);
    private final Listener listener;

    private TestKms(int port) {
        identities.addUser(ACCESS_KEY_ID, SECRET_ACCESS_KEY, ACCOUNT);
        listener = new Listener(port, front);
    }

    /** Starts a server on a free port. */
    public static TestKms start() {
        return start(0);
    }

    /** Starts a server on this port, or on a free one for 0. */
    public static TestKms start(int port) {
        return new TestKms(port);
    }

    /** Where clients of KMS and of STS are to be pointed at; the same after {@link #restart}. */
    public URI endpoint() {
        return listener.endpoint();
    }

    /** Creates a key in {@link #REGION} and {@link #ACCOUNT}; returns its ARN. */
    public String createKey() {
        return createKey(REGION);
    }

    public String createKey(String region) {
        return createKey(region, ACCOUNT);
    }

    public String createKey(String region, String account) {
        return add(KmsKey.fresh(account, region, false, "", KeyState.ENABLED));
    }

    /** Creates a multi-Region primary key in {@link #ACCOUNT}; returns its ARN, which has an {@code mrk-} id. */
    public String createMultiRegionKey(String region) {
        return add(KmsKey.fresh(ACCOUNT, region, true, "", KeyState.ENABLED));
    }

    /** Makes a replica of a multi-Region key in another Region; returns the replica's ARN. */
    public String replicate(String keyArn, String region) {
        return add(keys.withArn(keyArn).replicaIn(region));
    }

    /** Points an alias, new or not, of the key's account and Region at the key; returns the alias's ARN. */
    public String alias(String alias, String keyArn) {
        if (!alias.startsWith(KeyStore.ALIAS)) {
            throw new IllegalArgumentException("Invalid alias: " + alias + " (must begin with alias/)");
        }
        KmsKey key = keys.withArn(keyArn);
        String aliasArn =
                KeyStore.aliasArn(alias, key.arn().account(), key.arn().region());
        keys.putAlias(aliasArn, key);
        return aliasArn;
    }

    /** Puts a key into any state. */
    public void state(String keyArn, KeyState state) {
        keys.withArn(keyArn).force(state);
    }

    public KeyState state(String keyArn) {
        return keys.withArn(keyArn).state();
    }

    public void enable(String keyArn) {
        state(keyArn, KeyState.ENABLED);
    }

    public void disable(String keyArn) {
        state(keyArn, KeyState.DISABLED);
    }

    public void scheduleDeletion(String keyArn) {
        state(keyArn, KeyState.PENDING_DELETION);
    }

    /** Removes a key and its aliases for good, as when a pending deletion is over. */
    public void delete(String keyArn) {
        keys.remove(keys.withArn(keyArn));
    }

    /** Gives a key new material; what the old material encrypted stays readable. */
    public void rotate(String keyArn) {
        keys.withArn(keyArn).rotate();
    }

    /** Makes a further caller, a user of {@link #ACCOUNT} who may do everything there until told otherwise. */
    public Caller addCaller(String accessKeyId, String secretAccessKey) {
        return addCaller(accessKeyId, secretAccessKey, ACCOUNT);
    }

    public Caller addCaller(String accessKeyId, String secretAccessKey, String account) {
        return identities.addUser(accessKeyId, secretAccessKey, account);
    }

    /** The default caller. */
    public Caller caller() {
        return caller(ACCESS_KEY_ID);
    }

    public Caller caller(String accessKeyId) {
        return identities
                .caller(accessKeyId)
                .orElseThrow(() -> new IllegalArgumentException("No caller " + accessKeyId + ": add it first"));
    }

    public void deny(String accessKeyId, Operation operation, String keyArn) {
        caller(accessKeyId).permissions().deny(operation, keyArn);
    }

    public void allowOnly(String accessKeyId, Set<Operation> operations) {
        caller(accessKeyId).permissions().allowOnly(operations);
    }

    /** The role of this ARN, {@code arn:aws:iam::<account>:role/<name>}: only roles named here can be assumed. */
    public Role role(String roleArn) {
        return identities.declareRole(roleArn);
    }

    /** The sessions that STS gave out, oldest first. */
    public List<AssumedRole> assumedRoles() {
        return sts.assumed();
    }

    /** What the other services that give sessions know: IAM Identity Center, Sign-In, a container's agent, EC2's metadata. */
    public Logins logins() {
        return logins;
    }

    /** The faults that every request meets, whatever its service. */
    public Faults faults() {
        return front.faults();
    }

    /** The faults that requests for one operation meet, beside the general ones. */
    public Faults faults(Operation operation) {
        return front.faults(operation);
    }

    /** Ends the faults, latencies and holds of all operations. */
    public void clearFaults() {
        front.clearFaults();
    }

    /** Gives a key another policy. It is told, not enforced: callers' {@link Permissions} are. */
    public void keyPolicy(String keyArn, String json) {
        keys.withArn(keyArn).log().policy(json);
    }

    /** Adds a grant, likewise. */
    public void grant(String keyArn, String principal, Map<String, String> contextSubset, String... operations) {
        ObjectNode grant = Call.object()
                .put("KeyId", keyArn)
                .put("GrantId", "grant-" + keys.withArn(keyArn).log().grants().size())
                .put("GranteePrincipal", principal);
        List.of(operations).forEach(grant.withArray("Operations")::add);
        if (!contextSubset.isEmpty()) {
            ObjectNode subset = grant.putObject("Constraints").putObject("EncryptionContextSubset");
            contextSubset.forEach(subset::put);
        }
        keys.withArn(keyArn).log().grant(grant);
    }

    /**
     * A role or user of IAM that auditors are told of, with one policy.
     *
     * @param managed whether the policy is a managed one, attached to it
     * @param bounded whether there is a permissions boundary
     */
    public void iamIdentity(String arn, String policy, boolean managed, boolean bounded) {
        iam.add(new IamProtocol.Identity(arn.contains(":user/") ? "User" : "Role", arn, policy, managed, bounded));
    }

    /** Stops listening: connections are refused until {@link #restart}. Keys, callers and log stay. */
    public void stop() {
        listener.stop();
    }

    /** Listens again, on the same port. */
    public void restart() {
        listener.restart();
    }

    /** The newest 100 000 requests, oldest first. */
    public List<RecordedRequest> log() {
        return log.newest();
    }

    public void resetLog() {
        log.reset();
    }

    /** How often an operation was asked for, whatever came of it. */
    public long calls(Operation operation) {
        return log.count(tally -> tally.operation() == operation);
    }

    /** How often an operation had this outcome: {@link RecordedRequest#OK} or an error code. */
    public long calls(Operation operation, String outcome) {
        return log.count(
                tally -> tally.operation() == operation && tally.outcome().equals(outcome));
    }

    /** How often KMS was asked for anything; STS's requests don't count. */
    public long totalCalls() {
        return log.count(tally -> tally.operation().isKms());
    }

    @Override
    public void close() {
        clearFaults();
        listener.close();
    }

    private String add(KmsKey key) {
        return keys.add(key).arn().toString();
    }
}
