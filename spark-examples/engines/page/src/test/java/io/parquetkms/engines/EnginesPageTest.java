package io.parquetkms.engines;

import static org.assertj.core.api.Assertions.assertThat;

import io.parquetkms.engines.Reader.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The first table of {@code docs/engines.md} says what each engine's reader does here. */
final class EnginesPageTest {

    private static final Path PAGE = Path.of("../../../docs/engines.md");
    private static final String READ = "read";
    private static final String ERROR = "error";
    private static final String NO_KEYS = "–";

    @TempDir
    private static Path directory;

    private static WrittenFiles files;

    @BeforeAll
    static void write() throws Exception {
        files = WrittenFiles.in(directory);
    }

    static Stream<Reader> readers() {
        List<Reader> readers = new ArrayList<>();
        for (String version : List.of("1.8.3", "1.10.1", "1.11.1", "1.12.3", "1.13.1", "1.15.2")) {
            readers.add(Reader.parquetJava(version));
        }
        readers.addAll(List.of(Reader.hive(), Reader.presto(), Reader.duckDb()));
        String javaOfTrino = System.getProperty("trino.java.home", "");
        if (!javaOfTrino.isEmpty()) {
            readers.add(Reader.trino(Path.of(javaOfTrino)));
        }
        return readers.stream();
    }

    /** One column of the table: what is asked of one kind of file. */
    private record Cell(String kind, List<Question> questions, boolean keys) {}

    private static final List<Cell> CELLS = List.of(
            new Cell(WrittenFiles.ENCRYPTED_FOOTER, Question.ALL, false),
            new Cell(WrittenFiles.PLAINTEXT_FOOTER, Question.OF_OTHERS, false),
            new Cell(WrittenFiles.PLAINTEXT_FOOTER, Question.OF_ENCRYPTED, false),
            new Cell(WrittenFiles.PLAINTEXT_FOOTER_V2, Question.OF_OTHERS, false),
            new Cell(WrittenFiles.PLAINTEXT_FOOTER_V2, Question.OF_ENCRYPTED, false),
            new Cell(WrittenFiles.ENCRYPTED_FOOTER, Question.ALL, true),
            new Cell(WrittenFiles.PLAINTEXT_FOOTER, Question.ALL, true));

    @ParameterizedTest
    @MethodSource("readers")
    void row_isWhatTheReaderDoes(Reader reader) throws Exception {
        List<String> row = row(reader.name());
        Map<String, Question> asked = new LinkedHashMap<>();
        List<String> requests = new ArrayList<>();
        asked.put("as it is", Question.ALL.get(0));
        requests.add(Question.ALL.get(0).ask("as it is", files, WrittenFiles.PLAINTEXT, false));
        for (int i = 0; i < CELLS.size(); i++) {
            Cell cell = CELLS.get(i);
            for (Question question : row.get(i).equals(NO_KEYS) ? List.<Question>of() : cell.questions()) {
                String name = i + " " + question.name();
                asked.put(name, question);
                requests.add(question.ask(name, files, cell.kind(), cell.keys()));
            }
        }
        Map<String, Answer> answers =
                reader.answers(directory.resolve(reader.name().replace(' ', '-')), requests);
        assertThat(answers).containsOnlyKeys(asked.keySet());
        assertThat(outcome(asked.get("as it is"), answers.get("as it is"))).isEqualTo(READ);
        asked.keySet().stream()
                .filter(name -> !name.equals("as it is"))
                .forEach(name -> assertThat(outcome(asked.get(name), answers.get(name)))
                        .as("%s: %s: %s", reader.name(), name, answers.get(name).error())
                        .isEqualTo(row.get(Integer.parseInt(name.substring(0, 1)))));
    }

    /** Rows before an error, and other rows than were written, are neither. */
    private static String outcome(Question question, Answer answer) {
        if (answer.error().isEmpty() && answer.rows().equals(question.rows())) {
            return READ;
        }
        return !answer.error().isEmpty() && answer.rows().isEmpty()
                ? ERROR
                : "wrong: " + answer.rows().size();
    }

    private static List<String> row(String reader) throws IOException {
        return Files.readAllLines(PAGE).stream()
                .filter(line -> line.startsWith("| " + reader + " |"))
                .findFirst()
                .map(line -> Arrays.stream(line.split("\\|"))
                        .skip(2)
                        .limit(CELLS.size())
                        .map(String::trim)
                        .toList())
                .orElseThrow(() -> new AssertionError("docs/engines.md has no row for " + reader));
    }
}
