package io.parquetkms.testkms;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;

/** Writes what CreateKey, DescribeKey and ReplicateKey tell about a key. Stateless. */
final class KeyMetadata {

    private KeyMetadata() {}

    static ObjectNode of(KmsKey key, KeyStore keys) {
        KeyState state = key.state();
        ObjectNode json = Call.object()
                .put("AWSAccountId", key.arn().account())
                .put("Arn", key.arn().toString())
                .put("CreationDate", seconds(key.created()))
                .put("CustomerMasterKeySpec", "SYMMETRIC_DEFAULT")
                .put("Description", key.description())
                .put("Enabled", state == KeyState.ENABLED)
                .put("KeyId", key.arn().id())
                .put("KeyManager", "CUSTOMER")
                .put("KeySpec", "SYMMETRIC_DEFAULT")
                .put("KeyState", state.wireName())
                .put("KeyUsage", "ENCRYPT_DECRYPT")
                .put("MultiRegion", key.primaryRegion() != null)
                .put("Origin", state == KeyState.PENDING_IMPORT ? "EXTERNAL" : "AWS_KMS");
        json.putArray("EncryptionAlgorithms").add("SYMMETRIC_DEFAULT");
        Instant deletion = key.deletion();
        if (deletion != null) {
            json.put("DeletionDate", seconds(deletion));
        }
        String primaryRegion = key.primaryRegion();
        if (primaryRegion != null) {
            addRegions(json, key, primaryRegion, keys);
        }
        return json;
    }

    /** A point in time as the protocol writes it: seconds since 1970, with fractions. */
    static BigDecimal seconds(Instant instant) {
        return BigDecimal.valueOf(instant.toEpochMilli(), 3);
    }

    private static void addRegions(ObjectNode json, KmsKey key, String primaryRegion, KeyStore keys) {
        boolean primary = key.arn().region().equals(primaryRegion);
        ObjectNode regions = json.putObject("MultiRegionConfiguration");
        regions.put("MultiRegionKeyType", primary ? "PRIMARY" : "REPLICA");
        regions.set("PrimaryKey", region(key.arn().inRegion(primaryRegion)));
        ArrayNode replicas = regions.putArray("ReplicaKeys");
        keys.withId(key.arn().id()).stream()
                .map(KmsKey::arn)
                .filter(arn -> !arn.region().equals(primaryRegion))
                .forEach(arn -> replicas.add(region(arn)));
    }

    private static ObjectNode region(KeyArn arn) {
        return Call.object().put("Arn", arn.toString()).put("Region", arn.region());
    }
}
