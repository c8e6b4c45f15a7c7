package io.parquetkms.kms;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What a {@link Kms} is asked to do. */
public enum KmsOperation {
    GENERATE_DATA_KEY("kms:GenerateDataKey"),
    ENCRYPT("kms:Encrypt"),
    DECRYPT("kms:Decrypt"),
    RE_ENCRYPT("kms:ReEncrypt*"),
    DESCRIBE_KEY("kms:DescribeKey");

    private final String iamAction;

    KmsOperation(String iamAction) {
        this.iamAction = iamAction;
    }

    /** The permission it needs on AWS. */
    public String iamAction() {
        return iamAction;
    }

    /** The operation as the KMS calls it, e.g. {@code GenerateDataKey}. */
    public String wireName() {
        return iamAction.substring(iamAction.indexOf(':') + 1).replace("*", "");
    }

    /** The operation of that {@link #wireName}; null where it is none of these. */
    public static @Nullable KmsOperation named(String wireName) {
        return Arrays.stream(values())
                .filter(operation -> operation.wireName().equals(wireName))
                .findFirst()
                .orElse(null);
    }

    @Override
    public String toString() {
        return iamAction;
    }
}
