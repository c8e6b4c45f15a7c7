package io.parquetkms.spark.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class JsonTest {

    private static JsonNode parsed(Dashboard dashboard) throws Exception {
        return new ObjectMapper().readTree(Json.of(dashboard));
    }

    @Test
    void of_rich_hasComponentsUnderTheirNames() throws Exception {
        JsonNode json = parsed(SampleDashboard.rich());
        assertThat(json.at("/mode").asText()).isEqualTo("wrapped");
        assertThat(json.at("/modeRemedy/0").asText()).isEqualTo("spark.authenticate=true");
        assertThat(json.at("/taken").asText()).isEqualTo("2026-11-01T10:05:07Z");
        assertThat(json.at("/summary/calls").isIntegralNumber()).isTrue();
        assertThat(json.at("/summary/dollars").asDouble()).isEqualTo(0.000033);
        assertThat(json.at("/keys/0/age").asDouble()).isEqualTo(7_500);
        assertThat(json.at("/calls/1/mean").asDouble()).isEqualTo(0.00874);
        assertThat(json.at("/executors/3/active").isBoolean()).isTrue();
        assertThat(json.at("/policy/sha256").asText()).isEqualTo(SampleDashboard.SHA_256);
        assertThat(json.at("/policy/places").asInt()).isEqualTo(12);
        assertThat(json.at("/summary/plaintextDatasets").asInt()).isEqualTo(1);
        assertThat(json.at("/written/0/columns/1").asText()).isEqualTo("segment");
        assertThat(json.at("/written/1/key").asText()).isEqualTo("footer");
        assertThat(json.at("/written/2/moreColumns").isIntegralNumber()).isTrue();
        assertThat(json.at("/datasets/0/morePlaintextColumns").isIntegralNumber())
                .isTrue();
        assertThat(json.at("/datasets/2/requestIds")).hasSize(14);
        assertThat(json.at("/datasets/0/plaintextColumns/1").asText()).isEqualTo("segment");
        assertThat(json.at("/datasets/2/plaintextColumns").isNull()).isTrue();
        assertThat(json.at("/denials/0/executor").asText()).isEqualTo("2");
    }

    @Test
    void of_empty_hasEmptyLists() throws Exception {
        assertThat(parsed(SampleDashboard.empty()).at("/keys").isArray()).isTrue();
        assertThat(parsed(SampleDashboard.empty()).at("/keys")).isEmpty();
        assertThat(parsed(SampleDashboard.empty()).at("/policy").isNull()).isTrue();
    }

    @Test
    void of_lengthOfTimeBeyondNanoseconds_isTheLargest() {
        assertThat(Json.of(new CallRow("Decrypt", "ok", 1, Duration.ofSeconds(Long.MAX_VALUE), Duration.ZERO)))
                .contains("\"mean\":9.22337203685477");
    }

    @Test
    void of_quotesAndControlCharacters_areEscaped() throws Exception {
        String value = "\"\\\u0000\n</script>";
        Dashboard dashboard = SampleDashboard.empty()
                .with(null, java.util.List.of(new SettingRow("name", value, SettingRow.DEFAULT)));
        assertThat(parsed(dashboard).at("/settings/0/value").asText()).isEqualTo(value);
    }
}
