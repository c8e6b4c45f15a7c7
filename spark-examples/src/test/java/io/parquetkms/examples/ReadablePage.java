package io.parquetkms.examples;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.parquetkms.spark.sql.ParquetKmsSql;
import io.parquetkms.spark.sql.ReadableView;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.SparkSession;

/** {@code docs/readable.md}: its statements, and what its blocks of Python and Scala call. */
record ReadablePage(String text) {

    private static final Pattern SQL =
            Pattern.compile("^```sql\\n(SELECT.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);

    /** The arguments are literals, which Python and Scala write as JSON does. */
    private static final Pattern CALL =
            Pattern.compile("(?:\\bsql|ParquetKmsSql)\\.(\\w+)\\((?:spark\\._jsparkSession|spark), ([^)]*)\\)");

    private static final Pattern OF_VIEW = Pattern.compile("\\bview\\.(\\w+)\\(\\)");

    static ReadablePage read(Path page) throws IOException {
        return new ReadablePage(Files.readString(page));
    }

    /** With one's own names; those that contain others come first. */
    ReadablePage with(Map<String, String> names) {
        List<String> longestFirst = names.keySet().stream()
                .sorted((one, other) -> other.length() - one.length())
                .toList();
        String replaced = text;
        for (String name : longestFirst) {
            replaced = replaced.replace(name, names.get(name));
        }
        return new ReadablePage(replaced);
    }

    /** Of the block that has queries. */
    List<String> statements() {
        return SQL.matcher(text)
                .results()
                .flatMap(block -> Stream.of(block.group(1).split(";")))
                .filter(statement -> !statement.isBlank())
                .toList();
    }

    /** In the order in which they stand there. */
    List<Call> calls() {
        return CALL.matcher(text)
                .results()
                .map(call -> new Call(call.group(1), literals(call.group(2))))
                .toList();
    }

    private static List<Object> literals(String arguments) {
        try {
            List<Object> values = new ArrayList<>();
            ObjectMapper json = new ObjectMapper();
            for (JsonNode argument : json.readTree('[' + arguments + ']')) {
                values.add(json.convertValue(argument, Object.class));
            }
            return values;
        } catch (IOException e) {
            throw new IllegalStateException("No literals: " + arguments, e);
        }
    }

    /** What it asks a view for. */
    List<String> ofView() {
        return OF_VIEW.matcher(text).results().map(call -> call.group(1)).toList();
    }

    /**
     * One of {@link ParquetKmsSql}.
     *
     * @param arguments after the session
     */
    record Call(String method, List<Object> arguments) {

        /** As Python's bridge does it: by name and number of arguments. */
        Object on(SparkSession spark) throws ReflectiveOperationException {
            Method found = Arrays.stream(ParquetKmsSql.class.getMethods())
                    .filter(this::fits)
                    .findAny()
                    .orElseThrow(() -> new NoSuchMethodException(toString()));
            Object answer = found.invoke(
                    null, Stream.concat(Stream.of(spark), arguments.stream()).toArray());
            return answer instanceof Dataset<?> rows ? rows.collectAsList().size() : of((ReadableView) answer);
        }

        private static long of(ReadableView view) {
            return view.files();
        }

        private boolean fits(Method candidate) {
            Class<?>[] types = candidate.getParameterTypes();
            if (!candidate.getName().equals(method) || types.length != arguments.size() + 1) {
                return false;
            }
            for (int i = 1; i < types.length; i++) {
                if (!types[i].isInstance(arguments.get(i - 1))) {
                    return false;
                }
            }
            return true;
        }
    }
}
