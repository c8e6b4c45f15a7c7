package io.parquetkms.config;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Typed reading of properties; every failure names the property, the value and what would be valid. */
public final class Values {

    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})\\s*(ms|s|sec|m|min|h|d)");

    private final Map<String, String> values;

    public Values(Map<String, String> values) {
        this.values = values;
    }

    /** All that are set. */
    Map<String, String> all() {
        return values;
    }

    /** The trimmed value, the default where unset, null where there is neither. */
    public @Nullable String text(Property property) {
        String value = values.getOrDefault(property.name(), "").trim();
        if (value.isEmpty()) {
            value = property.defaultValue();
        }
        return value.isEmpty() ? null : value;
    }

    /** Whether somebody set it, be it to its default. */
    boolean isSet(Property property) {
        return !values.getOrDefault(property.name(), "").isBlank();
    }

    public String required(Property property) {
        String value = text(property);
        if (value == null) {
            throw new InvalidConfigurationException(property + " is not set");
        }
        return value;
    }

    public boolean flag(Property property) {
        String value = required(property).toLowerCase(Locale.ROOT);
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw invalid(property, value, "true or false", null);
        };
    }

    public long number(Property property, long min, long max) {
        String value = required(property);
        try {
            long number = Long.parseLong(value);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw invalid(property, value, "a number from " + min + " to " + max, e);
        }
        throw invalid(property, value, "a number from " + min + " to " + max, null);
    }

    public int aesKeyBits(Property property) {
        String value = required(property);
        return switch (value) {
            case "128", "192", "256" -> Integer.parseInt(value);
            default -> throw invalid(property, value, "128, 192 or 256", null);
        };
    }

    /** A length of time with its unit: {@code 500ms}, {@code 10s}, {@code 10m}, {@code 10min}, {@code 24h}, {@code 7d}. */
    public Duration duration(Property property, Duration min) {
        String value = required(property).toLowerCase(Locale.ROOT);
        Matcher matcher = DURATION.matcher(value);
        if (!matcher.matches()) {
            throw invalid(property, value, "a length of time with its unit, such as 500ms, 10s, 10m, 24h or 7d", null);
        }
        long amount = Long.parseLong(matcher.group(1));
        Duration duration = switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s", "sec" -> Duration.ofSeconds(amount);
            case "m", "min" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
        Duration max = Duration.ofDays(3650);
        if (duration.compareTo(min) < 0 || duration.compareTo(max) > 0) {
            throw invalid(property, value, "from " + min.toMillis() + "ms to " + max.toDays() + "d", null);
        }
        return duration;
    }

    public @Nullable URI url(Property property) {
        String value = text(property);
        if (value == null) {
            return null;
        }
        try {
            URI uri = URI.create(value);
            if (("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))
                    && uri.getHost() != null
                    && uri.getUserInfo() == null) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            throw invalid(property, value, "a URL such as https://kms.example.com", e);
        }
        String shown = value.replaceFirst("//[^/]*@", "//…@");
        throw invalid(property, shown, "a URL such as https://kms.example.com, without user name or password", null);
    }

    /** One of an enum's constants, in any case. */
    public <E extends Enum<E>> E oneOf(Property property, Class<E> type) {
        String value = required(property);
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().equalsIgnoreCase(value))
                .findFirst()
                .orElseThrow(
                        () -> invalid(property, value, "one of " + Arrays.toString(type.getEnumConstants()), null));
    }

    /** The elements of a comma-separated list, trimmed; empty where unset. */
    public List<String> list(Property property) {
        String value = text(property);
        return value == null ? List.of() : split(value);
    }

    static List<String> split(String list) {
        return Arrays.stream(list.split(","))
                .map(String::trim)
                .filter(element -> !element.isEmpty())
                .toList();
    }

    private static InvalidConfigurationException invalid(
            Property property, String value, String valid, @Nullable Exception cause) {
        return new InvalidConfigurationException(
                "Invalid value '" + value + "' of " + property + ": must be " + valid, cause);
    }
}
