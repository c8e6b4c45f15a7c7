package io.parquetkms.benchmarks.jobs;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A benchmark's command line: options with one value each, and messages that say what is wrong with one. */
public final class Arguments {

    private static final Pattern DURATION = Pattern.compile("(\\d+)(ms|s|m|h)");
    private static final Pattern DECIMAL = Pattern.compile("\\d{1,9}(\\.\\d{1,9})?");

    private final Map<String, String> values;

    private Arguments(Map<String, String> values) {
        this.values = values;
    }

    /** @param known the options that there are, with their hyphens */
    public static Arguments parse(List<String> arguments, Collection<String> known) {
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < arguments.size(); i += 2) {
            String option = arguments.get(i);
            if (!known.contains(option)) {
                throw new InvalidArgumentsException(
                        "Unknown option " + option + ": must be one of " + String.join(", ", known));
            }
            if (i + 1 == arguments.size()) {
                throw new InvalidArgumentsException(option + " has no value");
            }
            if (values.put(option, arguments.get(i + 1)) != null) {
                throw new InvalidArgumentsException(option + " is there twice");
            }
        }
        return new Arguments(values);
    }

    public boolean has(String option) {
        return values.containsKey(option);
    }

    public String text(String option, String otherwise) {
        return values.getOrDefault(option, otherwise);
    }

    public Optional<Path> path(String option) {
        return Optional.ofNullable(values.get(option)).map(Path::of);
    }

    /** Paths separated by commas; none where the option isn't given. */
    public List<Path> paths(String option) {
        return list(option, List.of(), Path::of);
    }

    public int number(String option, int otherwise, int least, int greatest) {
        return has(option) ? number(option, values.get(option), least, greatest) : otherwise;
    }

    /** Numbers separated by commas. */
    public List<Integer> numbers(String option, List<Integer> otherwise, int least, int greatest) {
        return list(option, otherwise, value -> number(option, value, least, greatest));
    }

    public double decimal(String option, double otherwise, double least, double greatest) {
        if (!has(option)) {
            return otherwise;
        }
        String value = values.get(option);
        if (DECIMAL.matcher(value).matches()) {
            double number = Double.parseDouble(value);
            if (number >= least && number <= greatest) {
                return number;
            }
        }
        throw new InvalidArgumentsException(
                "Invalid %s %s: must be a number from %s to %s".formatted(option, value, least, greatest));
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
                throw new InvalidArgumentsException(
                        "Invalid " + option + " " + value + ": must be of " + String.join(", ", names.keySet()));
            }
            return names.get(value);
        });
    }

    /** Some of an enum's constants, in lower case and separated by commas; all of them where the option isn't given. */
    public <E extends Enum<E>> List<E> constants(String option, E[] all) {
        return choices(option, List.of(all), byName(all));
    }

    /** One of an enum's constants, in lower case. */
    public <E extends Enum<E>> E constant(String option, E otherwise) {
        List<E> chosen = choices(
                option, List.of(otherwise), byName(otherwise.getDeclaringClass().getEnumConstants()));
        if (chosen.size() > 1) {
            throw new InvalidArgumentsException(
                    "Invalid " + option + " " + values.get(option) + ": must be one of them");
        }
        return chosen.get(0);
    }

    private static <E extends Enum<E>> Map<String, E> byName(E[] all) {
        Map<String, E> names = new LinkedHashMap<>();
        Stream.of(all).forEach(constant -> names.put(constant.name().toLowerCase(Locale.ROOT), constant));
        return names;
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

    private static InvalidArgumentsException wrongNumber(String option, String value, int least, int greatest) {
        return new InvalidArgumentsException(
                "Invalid %s %s: must be a whole number from %d to %d".formatted(option, value, least, greatest));
    }

    private static Duration duration(String option, String value) {
        Matcher matcher = DURATION.matcher(value);
        if (!matcher.matches() || matcher.group(1).length() > 9 || Long.parseLong(matcher.group(1)) == 0) {
            throw new InvalidArgumentsException(
                    "Invalid " + option + " " + value + ": must be like 5ms, 10s, 30m or 2h");
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
