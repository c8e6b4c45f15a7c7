package io.parquetkms.benchmarks.jobs;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A benchmark's command line: options with one value each, and messages that say what is wrong with one. */
public final class Arguments {

    private static final Pattern DURATION = Pattern.compile("(\\d+)(ms|s|m|h)");

    private final Map<String, String> values;

    private Arguments(Map<String, String> values) {
        this.values = values;
    }

    /** What a user got wrong, in words for them. */
    public static final class WrongArgument extends RuntimeException {
        private static final long serialVersionUID = 1;

        public WrongArgument(String message) {
            super(message);
        }
    }

    /** @param known the options that there are, with their hyphens */
    public static Arguments parse(List<String> arguments, Set<String> known) {
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < arguments.size(); i += 2) {
            String option = arguments.get(i);
            if (!known.contains(option)) {
                throw new WrongArgument("Unknown option " + option + ": must be one of " + String.join(", ", known));
            }
            if (i + 1 == arguments.size()) {
                throw new WrongArgument(option + " has no value");
            }
            if (values.put(option, arguments.get(i + 1)) != null) {
                throw new WrongArgument(option + " is there twice");
            }
        }
        return new Arguments(values);
    }

    public boolean isEmpty() {
        return values.isEmpty();
    }

    public boolean has(String option) {
        return values.containsKey(option);
    }

    public String text(String option, String otherwise) {
        return values.getOrDefault(option, otherwise);
    }

    public int number(String option, int otherwise, int least, int greatest) {
        return has(option) ? number(option, values.get(option), least, greatest) : otherwise;
    }

    /** Numbers separated by commas. */
    public List<Integer> numbers(String option, List<Integer> otherwise, int least, int greatest) {
        return list(option, otherwise, value -> number(option, value, least, greatest));
    }

    public Duration duration(String option, Duration otherwise) {
        return has(option) ? duration(option, values.get(option)) : otherwise;
    }

    /** Durations separated by commas. */
    public List<Duration> durations(String option, List<Duration> otherwise) {
        return list(option, otherwise, value -> duration(option, value));
    }

    /** Words separated by commas, each one of {@code names}. */
    public <T> List<T> choices(String option, List<T> otherwise, Map<String, T> names) {
        return list(option, otherwise, value -> {
            if (!names.containsKey(value)) {
                throw new WrongArgument(
                        "Invalid " + option + " " + value + ": must be of " + String.join(", ", names.keySet()));
            }
            return names.get(value);
        });
    }

    private <T> List<T> list(String option, List<T> otherwise, Function<String, T> read) {
        if (!has(option)) {
            return otherwise;
        }
        List<T> list = new ArrayList<>();
        Stream.of(values.get(option).split(",", -1)).map(read).forEach(list::add);
        return list;
    }

    private static int number(String option, String value, int least, int greatest) {
        try {
            int number = Integer.parseInt(value);
            if (number >= least && number <= greatest) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw wrongNumber(option, value, least, greatest);
        }
        throw wrongNumber(option, value, least, greatest);
    }

    private static WrongArgument wrongNumber(String option, String value, int least, int greatest) {
        return new WrongArgument(
                "Invalid %s %s: must be a whole number from %d to %d".formatted(option, value, least, greatest));
    }

    private static Duration duration(String option, String value) {
        Matcher matcher = DURATION.matcher(value);
        if (!matcher.matches() || matcher.group(1).length() > 9 || Long.parseLong(matcher.group(1)) == 0) {
            throw new WrongArgument("Invalid " + option + " " + value + ": must be like 5ms, 10s, 30m or 2h");
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            default -> Duration.ofHours(number);
        };
    }
}
