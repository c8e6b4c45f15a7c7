package io.parquetkms.spark.ui;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class IamGrantTest {

    private static String grant(String operation, String keyId) {
        return IamGrant.html(new DenialRow(SampleDashboard.TAKEN, "1", operation, keyId, "denied"))
                .toString()
                .replace("&quot;", "\"");
    }

    @Test
    void html_key_isAStatementForThatKey() {
        assertThat(grant("Decrypt", SampleDashboard.PII))
                .contains("{\n  \"Effect\": \"Allow\",\n  \"Action\": \"kms:Decrypt\",\n  \"Resource\": \""
                        + SampleDashboard.PII + "\"\n}");
    }

    /** ReEncryptFrom and ReEncryptTo are two rights. */
    @Test
    void html_reEncrypt_isBothRights() {
        assertThat(grant("ReEncrypt", SampleDashboard.PII)).contains("\"kms:ReEncrypt*\"");
    }

    /** IAM takes no alias as a resource, and all keys would be too many. */
    @Test
    void html_alias_leavesTheIdToFillIn() {
        assertThat(grant("GenerateDataKey", "arn:aws-cn:kms:cn-north-1:111122223333:alias/pii"))
                .contains("\"arn:aws-cn:kms:cn-north-1:111122223333:key/&lt;id of the key behind alias/pii&gt;\"")
                .doesNotContain("*");
    }

    @ParameterizedTest
    @CsvSource({
        "Decrypt, pii",
        "Decrypt, ''",
        "Decrypt, arn:aws:s3:::bucket",
        "*, " + SampleDashboard.PII,
        "'', " + SampleDashboard.PII,
        "ScheduleKeyDeletion, " + SampleDashboard.PII
    })
    void html_noKeyOrNoOperationOfOurs_isNothing(String operation, String keyId) {
        assertThat(grant(operation, keyId)).isEmpty();
    }
}
