package io.parquetkms.benchmarks.jobs.lineitem;

import static org.assertj.core.api.Assertions.assertThat;

import io.parquetkms.benchmarks.jobs.kms.SlowKms;
import io.parquetkms.examples.Table;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class ColumnsTest {

    /** The worst case is one only if no column is left out. */
    @Test
    void all_isEveryColumn_underKeysThatThereAre() {
        List<String[]> byKey = Arrays.stream(Columns.ALL
                        .encryption("")
                        .get("parquet.encryption.column.keys")
                        .split(";"))
                .map(group -> group.split(":"))
                .toList();
        assertThat(byKey.stream().flatMap(group -> Arrays.stream(group[1].split(","))))
                .containsExactlyInAnyOrderElementsOf(names());
        assertThat(byKey.stream().map(group -> group[0]))
                .isSubsetOf(SlowKms.KEYS)
                .doesNotHaveDuplicates();
    }

    @Test
    void encryption_prefixesEveryKey() {
        assertThat(Columns.SOME.encryption("alias/"))
                .containsEntry("parquet.encryption.footer.key", "alias/footer")
                .containsEntry("parquet.encryption.column.keys", "alias/finance:l_extendedprice,l_discount,l_tax");
    }

    private static List<String> names() {
        return Pattern.compile("l_\\w+")
                .matcher(Table.LINEITEM.columns())
                .results()
                .map(MatchResult::group)
                .toList();
    }
}
