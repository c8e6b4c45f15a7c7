package io.parquetkms.spark.ui;

import java.util.List;

/** The KMS keys with keys under them in memory. */
final class KeysHtml {

    private static final String EMPTY =
            "No key has been used yet: the first encrypted file that is written or read brings one.";

    private static final String GRACE =
            "KMS is unreachable or throttling: the key is used on for a while, as parquet.kms.kek.grace has it";

    private KeysHtml() {}

    static Html of(List<KeyRow> keys) {
        Html table = new Table<KeyRow>()
                .text("Name", "As parquet.kms.key.<name> or the policy has it", key -> name(key.name()))
                .text("KMS key", "Click to select the whole, to copy it", key -> KeyIdHtml.html(key.keyId()))
                .text("Used to", "", key -> Html.text(key.use()))
                .number("KEKs", "Key encryption keys under it in memory, over all processes", KeyRow::keks)
                .number(
                        "Age",
                        "How long ago KMS gave the oldest of them",
                        key -> key.age().toSeconds(),
                        KeysHtml::age)
                .number(
                        "Time left",
                        "Until KMS is asked again for the first of them",
                        key -> key.left().toSeconds(),
                        KeysHtml::left)
                .of(keys, EMPTY);
        return Html.styled("div", "pk-whole", table);
    }

    static Html name(String name) {
        return name.isEmpty() ? Html.styled("span", "pk-muted", "–") : Html.tag("strong", name);
    }

    private static Html age(KeyRow key) {
        return Html.text(Figures.duration(key.age()));
    }

    private static Html left(KeyRow key) {
        return key.left().isNegative()
                ? left(Bar.of(1, Bar.OVER), over(key))
                : left(Bar.of(key.remaining(), Bar.MADE), Html.text(Figures.duration(key.left())));
    }

    private static Html left(Html bar, Html words) {
        return Html.styled("div", "pk-left", bar, Html.tag("span", words));
    }

    private static Html over(KeyRow key) {
        return Html.styled(
                        "span", "pk-bad", "over " + Figures.duration(key.left().negated()) + " ago")
                .hint(GRACE);
    }
}
