package io.parquetkms.benchmarks.jobs.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The README, the benchmarks' README and the plots show what the model says. If they don't, run the command in the message. */
final class PublishedTest {

    private static final Path PROJECT = Path.of("../..");

    @Test
    void documents_areUpToDate() throws IOException {
        Map<Path, String> documents = Published.documents(PROJECT);

        assertThat(documents).hasSize(4);
        documents.forEach((file, content) -> assertThat(file)
                .as("To bring it up to date, in benchmarks: mvn -q verify \"-Djob=model --publish ../..\"")
                .hasContent(content));
    }
}
