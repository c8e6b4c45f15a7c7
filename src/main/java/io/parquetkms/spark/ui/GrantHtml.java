package io.parquetkms.spark.ui;

/** What would remedy a denial: the statement of a policy that allows it. */
final class GrantHtml {

    private static final String ADVICE =
            "If the application's role should use this key, add this statement to the role's policy, and let the key's own"
                    + " policy allow the role or its account:";

    private GrantHtml() {}

    /** Nothing where it can't be told. */
    static Html of(DenialRow denial) {
        return denial.grant().isEmpty()
                ? Html.NOTHING
                : Html.tag(
                        "details",
                        Html.tag("summary", "What to grant"),
                        Html.tag("p", ADVICE),
                        Html.styled("pre", "pk-code", denial.grant()));
    }
}
