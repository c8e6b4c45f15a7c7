package io.parquetkms.kms.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class KmsArnTest {

    private static final String ID = "1234abcd-12ab-34cd-56ef-1234567890ab";
    private static final String MRK = "mrk-1234abcd12ab34cd56ef1234567890ab";

    private static KmsArn arn(String text) {
        return Objects.requireNonNull(KmsArn.parse(text), text);
    }

    @Test
    void parse_keyArn_isTakenApart() {
        assertThat(arn("arn:aws:kms:eu-west-1:111122223333:key/" + ID))
                .isEqualTo(new KmsArn("aws", "eu-west-1", "111122223333", "key/" + ID));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "arn:aws:kms:eu-west-1:111122223333:key/" + ID,
                "arn:aws:kms:us-east-1:111122223333:key/" + MRK,
                "arn:aws:kms:us-east-1:111122223333:alias/pii/v2_a-b",
                "arn:aws:kms:us-east-1:111122223333:alias/aws/s3",
                "arn:aws-cn:kms:cn-north-1:111122223333:key/" + ID,
                "arn:aws-us-gov:kms:us-gov-west-1:111122223333:key/" + ID,
                "arn:aws-iso-b:kms:us-isob-east-1:111122223333:key/" + ID,
            })
    void parse_arn_isWrittenAsRead(String text) {
        assertThat(arn(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "pii",
                ID,
                "alias/pii",
                "arn:",
                "arn:aws:kms:eu-west-1:111122223333:",
                "arn:aws:kms:eu-west-1:111122223333:key/",
                "arn:aws:kms:eu-west-1:111122223333:key",
                "arn:aws:kms:eu-west-1:111122223333:grant/" + ID,
                "arn:aws:kms:eu-west-1:11112222333:key/" + ID,
                "arn:aws:kms:eu-west-1:1111222233334:key/" + ID,
                "arn:aws:kms:eu-west-1:11112222333a:key/" + ID,
                "arn:aws:kms::111122223333:key/" + ID,
                "arn:aws:kms:EU-WEST-1:111122223333:key/" + ID,
                "arn:aws:kms:eu-west-1.evil.com/:111122223333:key/" + ID,
                "arn:aws:kms:evil.com#:111122223333:key/" + ID,
                "arn:aws:s3:eu-west-1:111122223333:key/" + ID,
                "arn:evil:kms:eu-west-1:111122223333:key/" + ID,
                "arn:aws.evil:kms:eu-west-1:111122223333:key/" + ID,
                "ARN:aws:kms:eu-west-1:111122223333:key/" + ID,
                " arn:aws:kms:eu-west-1:111122223333:key/" + ID,
                "arn:aws:kms:eu-west-1:111122223333:key/" + ID + "\n",
                "arn:aws:kms:eu-west-1:111122223333:key/a b",
                "arn:aws:kms:eu-west-1:111122223333:key/*",
                "arn:aws:kms:*:111122223333:key/" + ID,
                "arn:aws:kms:eu-west-1:١١١١٢٢٢٢٣٣٣٣:key/" + ID,
            })
    void parse_garbage_isNull(String text) {
        assertThat(KmsArn.parse(text)).isNull();
    }

    @Test
    void parse_overLong_isNull() {
        String prefix = "arn:aws:kms:eu-west-1:111122223333:key/";
        assertThat(KmsArn.parse(prefix + "a".repeat(256))).isNotNull();
        assertThat(KmsArn.parse(prefix + "a".repeat(257))).isNull();
        assertThat(KmsArn.parse(prefix + "a".repeat(10_000_000))).isNull();
        assertThat(KmsArn.parse("arn:aws:kms:" + "a".repeat(41) + ":111122223333:key/a"))
                .isNull();
        assertThat(KmsArn.parse("arn:aws" + "a".repeat(21) + ":kms:eu-west-1:111122223333:key/a"))
                .isNull();
    }

    @Test
    void isKey_keyOrAlias_tellsThemApart() {
        assertThat(arn("arn:aws:kms:eu-west-1:111122223333:key/" + ID).isKey()).isTrue();
        assertThat(arn("arn:aws:kms:eu-west-1:111122223333:alias/key/x").isKey())
                .isFalse();
    }

    @Test
    void isMultiRegion_mrkKeyOnly_isTrue() {
        assertThat(arn("arn:aws:kms:eu-west-1:111122223333:key/" + MRK).isMultiRegion())
                .isTrue();
        assertThat(arn("arn:aws:kms:eu-west-1:111122223333:key/" + ID).isMultiRegion())
                .isFalse();
        assertThat(arn("arn:aws:kms:eu-west-1:111122223333:alias/mrk-x").isMultiRegion())
                .isFalse();
    }

    @Test
    void sameKeyAs_replica_isTheSameOnlyIfMultiRegion() {
        KmsArn key = arn("arn:aws:kms:eu-west-1:111122223333:key/" + ID);
        KmsArn multiRegion = arn("arn:aws:kms:eu-west-1:111122223333:key/" + MRK);
        assertThat(key.sameKeyAs(key)).isTrue();
        assertThat(key.sameKeyAs(key.inRegion("us-east-1"))).isFalse();
        assertThat(multiRegion.sameKeyAs(multiRegion.inRegion("us-east-1"))).isTrue();
        assertThat(multiRegion.sameKeyAs(arn("arn:aws:kms:eu-west-1:444455556666:key/" + MRK)))
                .isFalse();
        assertThat(multiRegion.sameKeyAs(arn("arn:aws-cn:kms:eu-west-1:111122223333:key/" + MRK)))
                .isFalse();
        assertThat(multiRegion.sameKeyAs(arn("arn:aws:kms:eu-west-1:111122223333:key/mrk-00")))
                .isFalse();
    }

    @Test
    void inRegion_another_changesNothingElse() {
        assertThat(arn("arn:aws:kms:eu-west-1:111122223333:key/" + MRK).inRegion("us-east-1"))
                .hasToString("arn:aws:kms:us-east-1:111122223333:key/" + MRK);
    }
}
