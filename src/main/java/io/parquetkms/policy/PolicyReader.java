package io.parquetkms.policy;

import io.parquetkms.config.KeyTemplate;
import io.parquetkms.config.PolicyKeys;
import io.parquetkms.config.PropertyNames;
import io.parquetkms.policy.PolicyJson.Mark;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads the text of a policy. For one use. */
final class PolicyReader {

    private static final int VERSION = 1;
    private static final int MOST_PARTITION_KEYS = 100_000;

    private final String location;
    private final Map<String, String> names = new TreeMap<>();
    private final Map<String, KeyTemplate> templates = new HashMap<>();
    private final Map<String, Mark> used = new TreeMap<>();
    private final List<DeclaredPlace> places = new ArrayList<>();
    private int maxPartitionKeys = 1_000;
    private @Nullable Integer version;
    private @Nullable DeclaredPlace byDefault;

    private PolicyReader(String location) {
        this.location = location;
    }

    /**
     * All that it says.
     *
     * @param names of keys, also of those of {@code keys.templates}
     */
    record Declared(
            Map<String, String> names,
            PolicyKeys keys,
            List<DeclaredPlace> places,
            @Nullable DeclaredPlace byDefault) {}

    static Declared read(String location, String text) {
        PolicyReader reader = new PolicyReader(location);
        PolicyJson.read(location, text, reader::read);
        return reader.declared();
    }

    private void read(PolicyJson json) throws IOException {
        Mark start = json.mark();
        json.object(Map.of(
                "$schema", json::text,
                "version", () -> version = json.oneOf(VERSION),
                "description", json::text,
                "keys", () -> json.objectByName(name -> name(name, json)),
                "maxPartitionKeys", () -> maxPartitionKeys = json.number(1, MOST_PARTITION_KEYS),
                "places", () -> json.array(() -> places.add(place(json))),
                "default", () -> byDefault = PlaceReader.byDefault(json, used::putIfAbsent)));
        if (version == null) {
            throw start.wrong("it does not say which version of the format it has: add \"version\": " + VERSION);
        }
        if (places.isEmpty() && byDefault == null) {
            throw start.wrong("it says nothing of any place: add \"places\"");
        }
    }

    private void name(String name, PolicyJson json) throws IOException {
        if (!PropertyNames.isKeyName(name)) {
            throw json.mark()
                    .wrong("'" + name + "' can't be a key's name: lower-case letters, digits, '.', '_' and '-' can");
        }
        String key = json.text();
        try {
            KeyTemplate template = KeyTemplate.parse(key);
            if (template != null) {
                templates.put(name, template);
            }
        } catch (IllegalArgumentException e) {
            throw json.mark().wrong(String.valueOf(e.getMessage()));
        }
        names.put(name, key);
    }

    private DeclaredPlace place(PolicyJson json) throws IOException {
        DeclaredPlace place = PlaceReader.place(json, used::putIfAbsent);
        List<PolicyPath> before =
                places.stream().flatMap(other -> other.paths().stream()).toList();
        for (int i = 0; i < place.paths().size(); i++) {
            refuseTwice(place.paths().get(i), before);
            refuseTwice(place.paths().get(i), place.paths().subList(0, i));
        }
        return place;
    }

    private static void refuseTwice(PolicyPath path, List<PolicyPath> before) {
        before.stream().filter(path::isSameAs).findFirst().ifPresent(other -> {
            throw path.mark()
                    .wrong("the path '" + path.text() + "' stands in line "
                            + other.mark().line() + ", too"
                            + (other.text().equals(path.text()) ? "" : ", as '" + other.text() + "'")
                            + ": keep one");
        });
    }

    private Declared declared() {
        Map<String, String> plain = new TreeMap<>(names);
        plain.keySet().removeAll(templates.keySet());
        Map<String, String> usedAsIs = new TreeMap<>();
        used.forEach((key, mark) -> {
            KeyTemplate own = names.containsKey(key) ? null : KeyTemplate.parse(key);
            if (own != null) {
                templates.put(key, own);
            } else if (!templates.containsKey(key)) {
                usedAsIs.put(key, mark.toString());
            }
        });
        return new Declared(
                Map.copyOf(names),
                new PolicyKeys(plain, usedAsIs, templates, maxPartitionKeys, "policy " + location),
                List.copyOf(places),
                byDefault);
    }
}
