package io.parquetkms.engines;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What an engine is asked to read, and where its answer goes. A program for an engine takes a file for the answers, then requests:
 * {@code name|file|column,…|filtered column=value|setting=value;…}, of which the last two may be empty.
 */
public final class Request {

    /** Reads what is asked for, and hands over row after row. */
    public interface Engine {
        void read(Request request) throws Exception;
    }

    private final PrintStream answers;
    private final String[] parts;

    private Request(PrintStream answers, String request) {
        this.answers = answers;
        parts = request.split("\\|", -1);
    }

    /** One request after the other; an engine's error is its answer. */
    public static void answer(String[] arguments, Engine engine) throws Exception {
        try (PrintStream answers = new PrintStream(arguments[0], StandardCharsets.UTF_8)) {
            for (String argument : List.of(arguments).subList(1, arguments.length)) {
                Request request = new Request(answers, argument);
                answers.println("request\t" + request.parts[0]);
                try {
                    engine.read(request);
                    answers.println("done");
                } catch (Exception e) {
                    answers.println("error\t" + reason(e));
                }
            }
        }
    }

    private static String reason(Throwable e) {
        List<String> reasons = new ArrayList<>();
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            reasons.add(cause.getClass().getSimpleName() + ": " + cause.getMessage());
        }
        return String.join(" <- ", reasons).replaceAll("\\s+", " ");
    }

    public void row(List<String> values) {
        answers.println("row\t" + values.stream().map(String::valueOf).collect(Collectors.joining("\t")));
    }

    public String file() {
        return parts[1];
    }

    public List<String> columns() {
        return List.of(parts[2].split(","));
    }

    /** Those that are asked for, and the one that is filtered by at the end. */
    public List<String> columnsToRead() {
        List<String> read = new ArrayList<>(columns());
        if (filtered()) {
            read.add(filterColumn());
        }
        return read;
    }

    public boolean filtered() {
        return !parts[3].isEmpty();
    }

    public String filterColumn() {
        return parts[3].split("=")[0];
    }

    public String filterValue() {
        return parts[3].split("=")[1];
    }

    /** For engines that filter after what they pushed down: hands a row over if it passes, without the column that is filtered by. */
    public void rowIfItPasses(List<String> read) {
        if (!filtered() || filterValue().equals(read.get(read.size() - 1))) {
            row(read.subList(0, columns().size()));
        }
    }

    public Map<String, String> settings() {
        Map<String, String> settings = new TreeMap<>();
        for (String setting : parts[4].isEmpty() ? new String[0] : parts[4].split(";")) {
            settings.put(setting.split("=", 2)[0], setting.split("=", 2)[1]);
        }
        return settings;
    }
}
