package io.parquetkms.benchmarks.jobs.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parquetkms.benchmarks.jobs.InvalidArgumentsException;
import io.parquetkms.benchmarks.jobs.model.Way;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CallsOptionsTest {

    private static CallsOptions parse(String arguments) {
        return CallsOptions.parse(List.of(arguments.split(" ")));
    }

    @Test
    void defaults_areEverything() {
        CallsOptions options = CallsOptions.parse(List.of());

        assertThat(options.executors()).containsExactly(1, 2, 4);
        assertThat(options.modes()).containsExactly(Way.values());
        assertThat(options.cases()).containsExactly(CallsOptions.Case.values());
        assertThat(options.json()).isEmpty();
    }

    @Test
    void given_isTaken() {
        CallsOptions options = parse("--executors 3 --modes keys,stock-double --cases long --columns 7 --keys 3"
                + " --files 2 --lifetime 3s --json out.json");

        assertThat(options.executors()).containsExactly(3);
        assertThat(options.modes()).containsExactly(Way.KEYS, Way.STOCK_DOUBLE);
        assertThat(options.cases()).containsExactly(CallsOptions.Case.LONG);
        assertThat(options.lifetime()).isEqualTo(Duration.ofSeconds(3));
        assertThat(options.json()).hasToString("Optional[out.json]");
        assertThat(options.table().keyNames()).containsExactly("footer", "key0", "key1");
        assertThat(options.table().encryption("alias/"))
                .containsEntry("parquet.encryption.footer.key", "alias/footer")
                .containsEntry("parquet.encryption.column.keys", "alias/key0:c0,c2,c4,c6;alias/key1:c1,c3,c5");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--modes fast|Invalid --modes fast: must be of stock-double, stock-single, no-plugin, off, wrapped, keys",
                "--cases short|Invalid --cases short: must be of job, appends, long",
                "--executors 0|Invalid --executors 0: must be a whole number from 1 to 64",
                "--keys 1|Invalid --keys 1: must be a whole number from 2 to 1000",
                "--keys 9|One of 9 keys is the footer's; 4 columns leave others without one",
                "--lifetime 10ms|Invalid --lifetime: Parquet counts it in whole seconds"
            })
    void nonsense_saysWhatIsWrong(String arguments, String message) {
        assertThatThrownBy(() -> parse(arguments))
                .isInstanceOf(InvalidArgumentsException.class)
                .hasMessage(message);
    }
}
