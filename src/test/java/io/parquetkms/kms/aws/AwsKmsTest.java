package io.parquetkms.kms.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.parquetkms.kms.DataKey;
import io.parquetkms.kms.DenialContract;
import io.parquetkms.kms.EncryptionContext;
import io.parquetkms.kms.KmsByName;
import io.parquetkms.kms.KmsContract;
import io.parquetkms.kms.RotationContract;
import io.parquetkms.testkms.TestKms;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The contracts, on the tests' KMS. */
final class AwsKmsTest extends KmsContract implements DenialContract, RotationContract {

    private final AwsFixture aws = new AwsFixture();

    @AfterEach
    void close() {
        aws.close();
    }

    @Override
    public KmsByName open() {
        return aws.open();
    }

    @Override
    public KmsByName openDenied() {
        aws.kms()
                .addCaller(OtherCaller.ACCESS_KEY_ID, OtherCaller.SECRET_ACCESS_KEY)
                .permissions()
                .allowNothing();
        return aws.open("parquet.kms.aws.credentials", OtherCaller.class.getName());
    }

    @Override
    public String createKey() {
        return aws.kms().createKey();
    }

    @Override
    public String missingKey() {
        return "arn:aws:kms:" + TestKms.REGION + ":" + TestKms.ACCOUNT + ":key/00000000-0000-0000-0000-000000000000";
    }

    @Override
    public void rotate(String keyId) {
        aws.kms().rotate(keyId);
    }

    @Override
    public boolean saysWhichMaterial() {
        return true;
    }

    @Test
    void dataKey_keyMaterialId_hasTheFormOfAws() {
        try (KmsByName service = open()) {
            DataKey made = service.generateDataKey(createKey(), 128, EncryptionContext.NONE);
            assertThat(made.keyMaterialId()).matches("[0-9a-f]{64}");
        }
    }

    @Test
    void dataKey_requestId_isThatOfTheServersLog() {
        try (KmsByName service = open()) {
            DataKey made = service.generateDataKey(createKey(), 128, EncryptionContext.NONE);
            assertThat(made.requestId()).isNotBlank().isEqualTo(aws.last().requestId());
            DataKey read = service.decrypt(made.wrapped(), EncryptionContext.NONE);
            assertThat(read.requestId())
                    .isNotEqualTo(made.requestId())
                    .isEqualTo(aws.last().requestId());
        }
    }
}
