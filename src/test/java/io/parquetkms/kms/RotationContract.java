package io.parquetkms.kms;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What every {@link Kms} does when a KMS key gets new material, on a KMS that can rotate keys. */
public interface RotationContract extends KmsFixture {

    /** Gives a KMS key new material, not through the service under test. */
    void rotate(String keyId);

    @Test
    default void decrypt_rotatedKey_readsOldAndNew() {
        String keyId = createKey();
        try (KmsByName service = open();
                KmsByName writer = open()) {
            DataKey old = service.generateDataKey(keyId, 128, EncryptionContext.NONE);
            rotate(keyId);
            DataKey young = writer.generateDataKey(keyId, 128, EncryptionContext.NONE);
            assertReads(service, old);
            assertReads(service, young);
            assertReads(writer, old);
            rotate(keyId);
            assertReads(service, old);
            assertReads(service, young);
            assertReads(service, service.generateDataKey(keyId, 128, EncryptionContext.NONE));
        }
    }

    /** A KMS may not say which; one that does says it rightly. */
    @Test
    default void keyMaterialId_rotatedKey_isThatWhichWraps() {
        String keyId = createKey();
        try (KmsByName service = open()) {
            DataKey old = service.generateDataKey(keyId, 128, EncryptionContext.NONE);
            DataKey same = service.generateDataKey(keyId, 128, EncryptionContext.NONE);
            rotate(keyId);
            DataKey young = service.generateDataKey(keyId, 128, EncryptionContext.NONE);
            DataKey oldRead = service.decrypt(old.wrapped(), EncryptionContext.NONE);
            DataKey youngRead = service.decrypt(young.wrapped(), EncryptionContext.NONE);

            assertThat(same.keyMaterialId()).isEqualTo(old.keyMaterialId());
            assertThat(oldRead.keyMaterialId()).isEqualTo(old.keyMaterialId());
            assertThat(youngRead.keyMaterialId()).isEqualTo(young.keyMaterialId());
            assertThat(!old.keyMaterialId().equals(young.keyMaterialId())).isEqualTo(saysWhichMaterial());
        }
    }

    /** Whether answers tell a rotated key's materials apart. */
    default boolean saysWhichMaterial() {
        return false;
    }

    @Test
    default void reEncrypt_rotatedKey_reads() {
        String keyId = createKey();
        try (KmsByName service = open()) {
            DataKey old = service.generateDataKey(keyId, 256, EncryptionContext.NONE);
            rotate(keyId);
            WrappedKey anew = service.reEncrypt(old.wrapped(), EncryptionContext.NONE, keyId, EncryptionContext.NONE);
            assertReads(service, new DataKey(old.plaintext(), anew, ""));
        }
    }

    private static void assertReads(KmsByName service, DataKey made) {
        assertThat(service.decrypt(made.wrapped(), EncryptionContext.NONE)
                        .plaintext()
                        .sameAs(made.plaintext()))
                .isTrue();
    }
}
