package io.parquetkms.benchmarks.jobs.lineitem;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Everything measured, as JSON, for those who want to do other arithmetic. */
record RecordFile(
        double scale,
        int files,
        Columns columns,
        String jvmOptions,
        String jdk,
        int warmUps,
        int repetitions,
        List<Sample> samples) {

    static RecordFile of(LineitemOptions options, List<Sample> samples) {
        return new RecordFile(
                options.scale(),
                options.files(),
                options.columns(),
                options.jvmOptions(),
                options.jdk().orElse(System.getProperty("java.home")),
                options.warmUps(),
                options.repetitions(),
                samples);
    }

    void write(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(file.toFile(), this);
    }
}
