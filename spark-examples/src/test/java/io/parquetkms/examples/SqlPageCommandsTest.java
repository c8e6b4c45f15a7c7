package io.parquetkms.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The commands of {@code docs/sql.md}, as they stand there. */
@Tag("full")
final class SqlPageCommandsTest {

    private static String block(String heading, int index) throws Exception {
        return SqlPage.read().blocks(heading, "").get(index);
    }

    private static void assertEncrypted(PageCommand command, SparkSubmit.Result result, String... printed)
            throws Exception {
        assertThat(result.status()).as(result.toString()).isZero();
        assertThat(result.lines()).containsExactly(printed);
        TableFiles files = TableFiles.in(command.lake().resolve("customer"));
        assertThat(files.count()).isPositive();
        assertThat(files.allEncrypted()).isTrue();
    }

    @Test
    void submit_jobThatKnowsNothing_isEncrypted() throws Exception {
        PageCommand command = PageCommand.in("submit");

        assertEncrypted(command, command.run(block("## By command line", 0)), "3");
    }

    @Test
    void sql_ofTheCommandLine_isEncrypted() throws Exception {
        PageCommand command = PageCommand.in("sql-e");

        assertEncrypted(command, command.run(block("## By command line", 1)), "1\tAda");
    }

    /** With the settings in a file of the cluster's. */
    @Test
    void sql_ofAFile_isEncrypted() throws Exception {
        PageCommand command = PageCommand.in("sql-f");
        command.write("conf/spark-defaults.conf", block("## With a policy", 0));
        List<String> statements = SqlPage.read().blocks("## With a policy", "sql");
        command.write("customers.sql", statements.get(0));

        assertEncrypted(
                command,
                command.run(block("## With a policy", 1)),
                "1\tAda",
                "null\tfooter key\tfooter",
                "id\tfooter key\tfooter",
                "name\town key\tpii");
    }
}
