package io.parquetkms.kms.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.parquetkms.kms.EncryptionContext;
import io.parquetkms.kms.KeyAdministration;
import io.parquetkms.kms.KeyHistory;
import io.parquetkms.kms.KeyNotFoundException;
import io.parquetkms.kms.KeyReader;
import io.parquetkms.kms.KmsByName;
import io.parquetkms.kms.Told;
import io.parquetkms.testkms.Operation;
import io.parquetkms.testkms.TestKms;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What AWS tells of keys; lists come in several pages. */
final class AwsAdministrationTest {

    private static final String ROLE = "arn:aws:iam::111122223333:role/";

    private final AwsFixture aws = new AwsFixture();
    private final TestKms kms = aws.kms();
    private final String key = kms.createKey();

    @BeforeEach
    void iam() {
        aws.properties().set("aws.endpointUrlIam", kms.endpoint().toString());
    }

    @AfterEach
    void close() {
        aws.close();
    }

    private Told<KeyReader> readers() {
        try (KeyAdministration administration = new AwsAdministration(aws.options())) {
            return administration.readers(KmsByName.key(key));
        }
    }

    private KeyHistory history(String keyId) {
        try (KeyAdministration administration = new AwsAdministration(aws.options())) {
            return administration.history(KmsByName.key(keyId));
        }
    }

    private static String allow(String action, String resource) {
        return allow(action, resource, "{}");
    }

    private static String allow(String action, String resource, String condition) {
        return """
                {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": ["s3:GetObject", "%s"],
                 "Resource": "%s", "Condition": %s}]}""".formatted(action, resource, condition);
    }

    private void keyPolicy(String... statements) {
        kms.keyPolicy(key, "{\"Version\": \"2012-10-17\", \"Statement\": [" + String.join(",", statements) + "]}");
    }

    private static String statement(String effect, String principal, String action, String condition) {
        return """
                {"Effect": "%s", "Principal": %s, "Action": "%s", "Resource": "*"%s}""".formatted(effect, principal, action, condition.isEmpty() ? "" : ", \"Condition\": " + condition);
    }

    private static String statement(String effect, String principal, String action) {
        return statement(effect, "{\"AWS\": \"" + principal + "\"}", action, "");
    }

    @Test
    void history_usedRotatedAliased_isTold() {
        String unused = kms.createKey();
        for (String alias : new String[] {"alias/a", "alias/b", "alias/c"}) {
            kms.alias(alias, key);
            kms.rotate(key);
        }
        try (KmsByName service = aws.open()) {
            service.generateDataKey(key, 128, EncryptionContext.NONE);
        }
        String requestId = aws.last().requestId();

        KeyHistory history = history(key);

        assertThat(history.aliases()).isEqualTo(Told.all(List.of("alias/a", "alias/b", "alias/c")));
        assertThat(history.rotations().values())
                .hasSize(3)
                .allSatisfy(rotation -> assertThat(rotation.kind()).isEqualTo("ON_DEMAND"));
        assertThat(history.lastUse().values()).singleElement().satisfies(use -> {
            assertThat(use.operation()).isEqualTo("GenerateDataKey");
            assertThat(use.requestId()).isEqualTo(requestId);
        });
        assertThat(history(unused).lastUse()).isEqualTo(Told.all(List.of()));
        assertThat(history(unused).usesSince()).isNotNull();
    }

    @Test
    void history_denied_isNotKnown() {
        kms.deny(TestKms.ACCESS_KEY_ID, Operation.GET_KEY_LAST_USAGE, key);
        kms.deny(TestKms.ACCESS_KEY_ID, Operation.LIST_KEY_ROTATIONS, key);

        KeyHistory history = history(key);

        assertThat(history.lastUse().unknown()).contains("AccessDenied");
        assertThat(history.rotations().isAll()).isFalse();
        assertThat(history.aliases().isAll()).isTrue();
    }

    @Test
    void history_noSuchKey_isTheKmssError() {
        assertThatExceptionOfType(KeyNotFoundException.class)
                .isThrownBy(() -> history(key.replaceFirst("/.*", "/00000000-0000-0000-0000-000000000000")));
    }

    @Test
    void readers_accountDecides_areThoseOfItsPolicies() {
        kms.iamIdentity(ROLE + "reader", allow("kms:Decrypt", key), false, false);
        kms.iamIdentity(ROLE + "admin", allow("*", "*"), true, false);
        kms.iamIdentity(ROLE + "any-case", allow("KMS:de*", "arn:aws:kms:*:111122223333:key/*"), true, false);
        kms.iamIdentity(ROLE + "writer", allow("kms:GenerateDataKey", key), false, false);
        kms.iamIdentity(ROLE + "of-another-key", allow("kms:Decrypt", kms.createKey()), false, false);
        kms.iamIdentity("arn:aws:iam::111122223333:user/bounded", allow("kms:*", "*"), false, true);
        kms.iamIdentity(
                ROLE + "crm",
                allow("kms:Decrypt", "*", "{\"StringEquals\": {\"kms:EncryptionContext:department\": \"crm\"}}"),
                false,
                false);

        Told<KeyReader> readers = readers();

        assertThat(readers.isAll()).isTrue();
        assertThat(readers.values())
                .containsExactlyInAnyOrder(
                        new KeyReader(ROLE + "reader", "IAM policy", ""),
                        new KeyReader(ROLE + "admin", "IAM policy", ""),
                        new KeyReader(ROLE + "any-case", "IAM policy", ""),
                        new KeyReader(
                                "arn:aws:iam::111122223333:user/bounded",
                                "IAM policy",
                                "within its permissions boundary"),
                        new KeyReader(
                                ROLE + "crm",
                                "IAM policy",
                                "{\"StringEquals\": {\"kms:EncryptionContext:department\": \"crm\"}}"));
    }

    @Test
    void readers_notActionNotResourceAndDeny_count() {
        String notAction = """
                {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"}}""";
        String notResource = """
                {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "kms:*", "NotResource": "%s"}}""".formatted(key);
        String denied = """
                {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "kms:*", "Resource": "*"},
                 {"Effect": "Deny", "Action": "kms:Decrypt", "Resource": "*"}]}""";
        String perhaps =
                denied.replace("}]}", ", \"Condition\": {\"Bool\": {\"aws:MultiFactorAuthPresent\": \"false\"}}}]}");
        kms.iamIdentity(ROLE + "not-action", notAction, false, false);
        kms.iamIdentity(ROLE + "not-resource", notResource, false, false);
        kms.iamIdentity(ROLE + "denied", denied, false, false);
        kms.iamIdentity(ROLE + "perhaps", perhaps, false, false);

        assertThat(readers().values())
                .extracting(KeyReader::principal, KeyReader::condition)
                .containsExactlyInAnyOrder(
                        tuple(ROLE + "not-action", ""),
                        tuple(ROLE + "perhaps", "not if {\"Bool\": {\"aws:MultiFactorAuthPresent\": \"false\"}}"));
    }

    @Test
    void readers_iamDenied_areNotKnown() {
        kms.iamIdentity(ROLE + "reader", allow("kms:Decrypt", key), false, false);
        kms.caller().permissions().deny(Operation.GET_ACCOUNT_AUTHORIZATION_DETAILS);

        Told<KeyReader> readers = readers();

        assertThat(readers.unknown()).contains("IAM policies of account 111122223333", "AccessDenied");
        assertThat(readers.values()).containsExactly(new KeyReader("account 111122223333", "key policy", ""));
    }

    @Test
    void readers_keyPolicy_namesThem() {
        keyPolicy(
                statement("Allow", ROLE + "reader", "kms:Decrypt"),
                statement("Allow", ROLE + "writer", "kms:GenerateDataKey"),
                statement("Allow", "arn:aws:iam::444455556666:root", "kms:*"),
                statement("Allow", "{\"Service\": \"glue.amazonaws.com\"}", "kms:Decrypt", ""),
                statement("Allow", "\"*\"", "kms:*", "{\"StringEquals\": {\"kms:CallerAccount\": \"777788889999\"}}"),
                statement("Allow", ROLE + "denied", "kms:Decrypt"),
                statement("Deny", ROLE + "denied", "kms:*"));

        Told<KeyReader> readers = readers();

        assertThat(readers.values())
                .containsExactlyInAnyOrder(
                        new KeyReader(ROLE + "reader", "key policy", ""),
                        new KeyReader("account 444455556666", "key policy", ""),
                        new KeyReader("glue.amazonaws.com", "key policy", ""),
                        new KeyReader(
                                KeyReader.ANYBODY,
                                "key policy",
                                "{\"StringEquals\": {\"kms:CallerAccount\": \"777788889999\"}}"));
        assertThat(readers.unknown()).contains("whom account 444455556666 lets use the key");
    }

    @Test
    void readers_denyToAllButSome_leavesThese() {
        keyPolicy(
                statement("Allow", ROLE + "reader", "kms:Decrypt"),
                statement("Allow", ROLE + "other", "kms:Decrypt"),
                statement("Deny", ROLE + "reader", "kms:Decrypt").replace("\"Principal\"", "\"NotPrincipal\""));

        assertThat(readers().values()).extracting(KeyReader::principal).containsExactly(ROLE + "reader");
    }

    @Test
    void readers_grants_areListed() {
        keyPolicy(statement("Allow", ROLE + "writer", "kms:GenerateDataKey"));
        kms.grant(key, ROLE + "first", Map.of(), "Decrypt", "DescribeKey");
        kms.grant(key, ROLE + "second", Map.of(), "GenerateDataKey");
        kms.grant(key, ROLE + "third", Map.of("department", "crm"), "Decrypt");

        assertThat(readers().values())
                .containsExactly(
                        new KeyReader(ROLE + "first", "grant grant-0", ""),
                        new KeyReader(ROLE + "third", "grant grant-2", "encryption context has {department=crm}"));
    }

    @Test
    void readers_keyPolicyDenied_isNotKnown() {
        kms.deny(TestKms.ACCESS_KEY_ID, Operation.GET_KEY_POLICY, key);
        kms.grant(key, ROLE + "first", Map.of(), "Decrypt");

        Told<KeyReader> readers = readers();

        assertThat(readers.unknown()).contains("the key's policy", "AccessDenied");
        assertThat(readers.values()).extracting(KeyReader::principal).containsExactly(ROLE + "first");
    }

    @Test
    void readers_allowedToAll_isAnybody_unlessThereIsACondition() {
        keyPolicy(statement("Allow", "*", "kms:Decrypt"));
        assertThat(readers().values()).singleElement().matches(KeyReader::isAnybody);

        keyPolicy(
                statement("Allow", "\"*\"", "kms:*", "{\"StringEquals\": {\"kms:CallerAccount\": \"777788889999\"}}"));
        assertThat(readers().values()).singleElement().matches(reader -> !reader.isAnybody());

        keyPolicy(statement("Allow", ROLE + "one", "kms:Decrypt").replace("\"Principal\"", "\"NotPrincipal\""));
        assertThat(readers().values()).singleElement().matches(KeyReader::isAnybody);
    }

    /** Denied to all but one: of those that are allowed together, this one is left. */
    @Test
    void readers_allowedToAll_deniedToAllButOne_areThisOne() {
        keyPolicy(
                statement("Allow", "*", "kms:Decrypt"),
                statement("Deny", ROLE + "reader", "kms:Decrypt").replace("\"Principal\"", "\"NotPrincipal\""));

        assertThat(readers().values())
                .containsExactly(new KeyReader(KeyReader.ANYBODY, "key policy", "only by " + ROLE + "reader"));
    }

    @Test
    void readers_sessionsOfRoles_shareWhatIsDenied() {
        String session = "arn:aws:sts::111122223333:assumed-role/reader/monday";
        keyPolicy(statement("Allow", session, "kms:Decrypt"), statement("Deny", ROLE + "path/reader", "kms:Decrypt"));
        assertThat(readers().values()).isEmpty();

        keyPolicy(statement("Allow", ROLE + "path/reader", "kms:Decrypt"), statement("Deny", session, "kms:Decrypt"));
        assertThat(readers().values())
                .containsExactly(new KeyReader(ROLE + "path/reader", "key policy", "not as " + session));

        keyPolicy(
                statement("Allow", ROLE + "other", "kms:Decrypt"),
                statement("Deny", session, "kms:Decrypt"),
                statement("Deny", "arn:aws:iam::444455556666:role/other", "kms:Decrypt"));
        assertThat(readers().values()).containsExactly(new KeyReader(ROLE + "other", "key policy", ""));
    }
}
