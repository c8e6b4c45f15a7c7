package io.parquetkms.spark.ui;

import io.parquetkms.kms.KmsOperation;
import io.parquetkms.kms.aws.KmsArn;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What would remedy a denial: the statement of an IAM policy that allows it. */
final class IamGrant {

    private static final String ADVICE =
            "If the application's role should use this key, add this statement to the role's policy, and let the key's own"
                    + " policy allow the role or its account:";

    private static final String STATEMENT = """
            {
              "Effect": "Allow",
              "Action": "%s",
              "Resource": "%s"
            }""";

    private IamGrant() {}

    /** Nothing where the key isn't one of AWS, or the operation isn't known. */
    static Html html(DenialRow denial) {
        String action = action(denial.operation());
        KmsArn key = KmsArn.parse(denial.keyId());
        if (action == null || key == null) {
            return Html.NOTHING;
        }
        Html statement = Html.styled("pre", "pk-code", STATEMENT.formatted(action, resource(key)));
        return Html.tag("details", Html.tag("summary", "What to grant"), Html.tag("p", ADVICE), statement);
    }

    private static @Nullable String action(String operation) {
        return Arrays.stream(KmsOperation.values())
                .filter(known -> known.wireName().equals(operation))
                .map(KmsOperation::iamAction)
                .findFirst()
                .orElse(null);
    }

    /** IAM takes no alias as a resource. */
    private static String resource(KmsArn key) {
        return key.isKey()
                ? key.toString()
                : new KmsArn(
                                key.partition(),
                                key.region(),
                                key.account(),
                                "key/<id of the key behind " + key.resource() + ">")
                        .toString();
    }
}
