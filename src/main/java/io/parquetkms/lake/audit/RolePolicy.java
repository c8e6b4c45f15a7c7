package io.parquetkms.lake.audit;

import io.parquetkms.config.InvalidConfigurationException;
import io.parquetkms.config.KeyTemplate;
import io.parquetkms.config.ParquetProperties;
import io.parquetkms.config.Settings;
import io.parquetkms.kms.EncryptionContext;
import io.parquetkms.kms.KeyRight;
import io.parquetkms.kms.KeyRight.Use;
import io.parquetkms.policy.Policy;
import io.parquetkms.process.KeyAccess;
import io.parquetkms.process.KmsRuntime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;

/**
 * The least that a role needs of the KMS, by the configuration of a job and its policy: an IAM policy, one statement for each key. Asks no
 * KMS. What it needs of the storage is not in it.
 */
public final class RolePolicy {

    private final KeyAccess access;
    private final List<EncryptionContext> contexts;
    private final List<KeyRight> rights = new ArrayList<>();

    private RolePolicy(Configuration configuration) {
        access = KmsRuntime.current().access(configuration);
        contexts = List.copyOf(access.encryptionContexts());
    }

    /**
     * Makes it.
     *
     * @param only the names or ids of columns' keys that the role needs; none: all
     * @param from for rotators: the keys that are replaced; none: all
     * @param to for rotators: what replaces them; none: any of all
     * @return the policy, ready to paste
     * @throws InvalidConfigurationException if the configuration names no key, or the provider knows no such policies
     */
    public static String of(
            Configuration configuration,
            LakeRole role,
            Collection<String> only,
            Collection<String> from,
            Collection<String> to) {
        RolePolicy policy = new RolePolicy(configuration);
        policy.add(
                role,
                policy.named(only, policy.all()),
                policy.named(from, policy.all()),
                policy.named(to, policy.all()));
        String text = policy.access.provider().policy(policy.rights);
        if (text.isEmpty()) {
            throw new InvalidConfigurationException(
                    "Rights to keys of this provider are not given by policies that could be printed");
        }
        return text;
    }

    private void add(LakeRole role, Set<String> keys, Set<String> from, Set<String> to) {
        Set<String> withFooters = new TreeSet<>(keys);
        withFooters.addAll(footers());
        switch (role) {
            case WRITER -> each("Write", Use.GENERATE, withFooters);
            case READER -> each("Read", Use.UNWRAP, withFooters);
            case BROKER -> {
                each("Write", Use.GENERATE, withFooters);
                each("Read", Use.UNWRAP, withFooters);
            }
            case FOOTER_ROTATOR -> rotate(from, to);
            case ROTATOR -> {
                rotate(from, to);
                each("ReadFooters", Use.UNWRAP, footersToOpen(from, to));
            }
            case INSPECTOR -> each("ReadFooters", Use.UNWRAP, footers());
            case AUDITOR -> each("Audit", Use.AUDIT, withFooters);
        }
    }

    private void rotate(Set<String> from, Set<String> to) {
        each("RotateFrom", Use.REWRAP_FROM, from);
        each("RotateTo", Use.REWRAP_TO, to);
    }

    /** A footer may come under the new key before its columns do. */
    private Set<String> footersToOpen(Set<String> from, Set<String> to) {
        Set<String> opened = new TreeSet<>(footers());
        if (from.stream().anyMatch(opened::contains)) {
            opened.addAll(to);
        }
        return opened;
    }

    private void each(String verb, Use use, Set<String> keys) {
        boolean withContext = use != Use.DESCRIBE && use != Use.AUDIT;
        for (String key : keys) {
            rights.add(new KeyRight(verb + title(key), use, keyId(key), withContext ? contexts : List.of()));
        }
    }

    /** A name as it is; of an id, its end. */
    private static String title(String key) {
        StringBuilder title = new StringBuilder();
        for (String word : key.substring(key.lastIndexOf('/') + 1).split("[^A-Za-z0-9]+", -1)) {
            title.append(word.isEmpty() ? "" : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return title.toString();
    }

    private String keyId(String key) {
        KeyTemplate template = access.settings().policyKeys().templates().get(key);
        return template == null
                ? access.settings().keys().getOrDefault(key, key)
                : template.toString().replaceAll("\\{[^}]*}", "*");
    }

    private Set<String> all() {
        Settings settings = access.settings();
        Set<String> all = new TreeSet<>(settings.keys().keySet());
        all.addAll(settings.encryptionKeys());
        all.addAll(settings.policyKeys().templates().keySet());
        all.addAll(footers());
        if (all.isEmpty()) {
            throw new InvalidConfigurationException(
                    "No key is configured: give a policy (--policy), or parquet.kms.key.<name> and the like");
        }
        return all;
    }

    private Set<String> footers() {
        Set<String> footers = new TreeSet<>();
        Stream.of(ParquetProperties.FOOTER_KEY, ParquetProperties.UNIFORM_KEY).forEach(property -> {
            String key = access.settings().values().text(property);
            if (key != null) {
                footers.add(key);
            }
        });
        Policy policy = access.rules().policy();
        if (policy != null) {
            footers.addAll(policy.footerKeys());
        }
        return footers;
    }

    /** A key that is not configured may be given by its id: one that replaces another, for instance. */
    private Set<String> named(Collection<String> given, Set<String> all) {
        if (given.isEmpty()) {
            return all;
        }
        Map<String, String> names = access.settings().keys();
        for (String key : given) {
            if (!all.contains(key)
                    && !names.containsKey(key)
                    && !access.provider().isKeyId(key)) {
                throw new InvalidConfigurationException("There is no key '" + key + "'. Configured are " + all
                        + "; others are given by " + access.provider().keyIdForms());
            }
        }
        return new TreeSet<>(given);
    }
}
