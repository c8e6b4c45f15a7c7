package io.parquetkms.testkms;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Every key and alias of every account and Region, found the way AWS finds them: a bare id or alias in the caller's
 * account, an ARN in its own, always in the Region asked. Thread-safe.
 */
final class KeyStore {

    static final String ALIAS = "alias/";

    private final Map<String, KmsKey> keysByArn = new ConcurrentHashMap<>();
    private final Map<String, String> keyArnByAliasArn = new ConcurrentHashMap<>();

    KmsKey add(KmsKey key) {
        if (keysByArn.putIfAbsent(key.arn().toString(), key) != null) {
            throw new KmsError("AlreadyExistsException", "Key '" + key.arn() + "' already exists.");
        }
        return key;
    }

    void remove(KmsKey key) {
        keysByArn.remove(key.arn().toString());
        keyArnByAliasArn.values().remove(key.arn().toString());
    }

    KmsKey withArn(String arn) {
        KmsKey key = keysByArn.get(arn);
        if (key == null) {
            throw KmsError.notFound("Key '" + arn + "' does not exist");
        }
        return key;
    }

    /** Finds the key meant by an id, an alias, or an ARN of either. */
    KmsKey resolve(String keyId, String account, String region) {
        return isAlias(keyId) ? aliased(aliasArn(keyId, account, region)) : key(keyId, account, region);
    }

    /** Finds the key meant by an id or a key ARN; operations that change a key take no alias. */
    KmsKey key(String keyId, String account, String region) {
        if (keyId.startsWith("arn:")) {
            requireRegion(keyId, region);
            return withArn(KeyArn.parse(keyId).toString());
        }
        if (!KeyArn.isId(keyId)) {
            throw KmsError.notFound("Invalid keyId '" + keyId + "'");
        }
        return withArn(new KeyArn(region, account, keyId).toString());
    }

    /** Finds the key that a ciphertext names: in the Region asked, in whichever account. */
    Optional<KmsKey> ofCiphertext(CiphertextBlob blob, String region) {
        return withId(blob.keyId()).stream()
                .filter(key -> key.arn().region().equals(region))
                .findFirst();
    }

    /** A multi-Region key and its replicas, or one single-Region key. */
    List<KmsKey> withId(String id) {
        return keysByArn.values().stream()
                .filter(key -> key.arn().id().equals(id))
                .toList();
    }

    void createAlias(String aliasArn, KmsKey target) {
        if (keyArnByAliasArn.putIfAbsent(aliasArn, target.arn().toString()) != null) {
            throw new KmsError("AlreadyExistsException", "An alias with the name " + aliasArn + " already exists");
        }
    }

    void updateAlias(String aliasArn, KmsKey target) {
        if (keyArnByAliasArn.replace(aliasArn, target.arn().toString()) == null) {
            throw aliasNotFound(aliasArn);
        }
    }

    void putAlias(String aliasArn, KmsKey target) {
        keyArnByAliasArn.put(aliasArn, target.arn().toString());
    }

    static String aliasArn(String alias, String account, String region) {
        if (!alias.startsWith("arn:")) {
            return "arn:aws:kms:" + region + ":" + account + ":" + alias;
        }
        requireRegion(alias, region);
        return alias;
    }

    /** Their names, without account and Region. */
    List<String> aliasesOf(KmsKey key) {
        return keyArnByAliasArn.entrySet().stream()
                .filter(alias -> alias.getValue().equals(key.arn().toString()))
                .map(alias -> alias.getKey().substring(alias.getKey().indexOf(ALIAS)))
                .sorted()
                .toList();
    }

    private KmsKey aliased(String aliasArn) {
        String keyArn = keyArnByAliasArn.get(aliasArn);
        if (keyArn == null) {
            throw aliasNotFound(aliasArn);
        }
        return withArn(keyArn);
    }

    private static boolean isAlias(String keyId) {
        return keyId.startsWith(ALIAS) || (keyId.startsWith("arn:") && keyId.contains(":" + ALIAS));
    }

    /** AWS names the ARN's Region, not the one asked. */
    private static void requireRegion(String arn, String region) {
        String[] parts = arn.split(":", 6);
        if (parts.length < 6 || !parts[2].equals("kms")) {
            throw KmsError.notFound("Invalid arn " + arn);
        }
        if (!parts[3].equals(region)) {
            throw KmsError.notFound("Invalid arn " + parts[3]);
        }
    }

    private static KmsError aliasNotFound(String aliasArn) {
        return KmsError.notFound("Alias " + aliasArn + " is not found.");
    }
}
