package io.parquetkms.benchmarks.jobs.measuring;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;

/** Measurements on their way from the process that took them: lines of JSON among whatever else it prints. */
public final class JsonLines {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String MARK = "measured\t";

    private JsonLines() {}

    static String line(Measurement measured) {
        try {
            return MARK + JSON.writeValueAsString(measured);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Those that were printed, in their order. */
    public static List<Measurement> in(Stream<String> lines) {
        return lines.filter(line -> line.startsWith(MARK))
                .map(line -> read(line.substring(MARK.length())))
                .toList();
    }

    private static Measurement read(String json) {
        try {
            return JSON.readValue(json, Measurement.class);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
