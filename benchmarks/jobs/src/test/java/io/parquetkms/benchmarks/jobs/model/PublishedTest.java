package io.parquetkms.benchmarks.jobs.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The documents show what the model says. If they don't, run the command in the message. */
final class PublishedTest {

    @Test
    void document_isUpToDate() throws IOException {
        Path document = Path.of("../..").resolve(Published.WHERE);

        assertThat(document)
                .as("To bring it up to date, in benchmarks: mvn -q verify -DskipTests \"-Djob=model --publish ../..\"")
                .hasContent(new Published(document).upToDate());
    }
}
