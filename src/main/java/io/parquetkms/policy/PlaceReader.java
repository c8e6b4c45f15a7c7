package io.parquetkms.policy;

import static java.util.Map.entry;

import io.parquetkms.config.ColumnRules;
import io.parquetkms.config.ColumnRules.Rule;
import io.parquetkms.config.KeyTemplate;
import io.parquetkms.config.KmsProperties;
import io.parquetkms.config.Nearest;
import io.parquetkms.config.ParquetProperties;
import io.parquetkms.config.Property;
import io.parquetkms.policy.PolicyJson.Mark;
import io.parquetkms.policy.PolicyJson.Value;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Reads one place of a policy. For one use. */
final class PlaceReader {

    /** What stands before a key from whose columns some are taken. */
    private static final String EXCLUDES = "!";

    private final PolicyJson json;
    private final BiConsumer<String, Mark> keys;
    private final Mark start;
    private final List<PolicyPath> paths = new ArrayList<>();
    private final List<Rule> rules = new ArrayList<>();
    private final Map<Property, String> decided = new HashMap<>();
    private final SortedMap<String, String> context = new TreeMap<>();

    /** The fields that say how files are encrypted. */
    private final Map<String, Mark> ofKeys = new LinkedHashMap<>();

    private @Nullable String oneKey;
    private @Nullable String footerKey;
    private @Nullable String logKey;
    private boolean missingFails;
    private boolean plaintext;
    private @Nullable Boolean required;
    private @Nullable Mark unmatched;

    private PlaceReader(PolicyJson json, BiConsumer<String, Mark> keys) {
        this.json = json;
        this.keys = keys;
        start = json.mark();
    }

    /**
     * Reads it.
     *
     * @param keys told each key that is used, and where
     */
    static DeclaredPlace place(PolicyJson json, BiConsumer<String, Mark> keys) throws IOException {
        PlaceReader reader = new PlaceReader(json, keys);
        Map<String, Value> fields = reader.fields();
        fields.put("path", () -> reader.path());
        fields.put("paths", () -> json.array(reader::path));
        json.object(fields);
        if (reader.paths.isEmpty()) {
            throw reader.start.wrong("it says no path: add \"path\"");
        }
        return reader.declared();
    }

    /** Reads what holds where no place is. */
    static DeclaredPlace byDefault(PolicyJson json, BiConsumer<String, Mark> keys) throws IOException {
        PlaceReader reader = new PlaceReader(json, keys);
        json.object(reader.fields());
        return reader.declared();
    }

    private Map<String, Value> fields() {
        return new HashMap<>(Map.ofEntries(
                entry("description", json::text),
                entry("key", () -> oneKey = ofKeys("key", this::key)),
                entry("footerKey", () -> footerKey = ofKeys("footerKey", this::key)),
                entry("logKey", () -> logKey = ofKeys("logKey", this::key)),
                entry("columns", () -> ofKeys("columns", this::columns)),
                entry(
                        "missing",
                        () -> missingFails = ofKeys("missing", () -> json.oneOf("fail", "ignore"))
                                .equals("fail")),
                entry("unmatched", this::unmatched),
                entry(
                        "algorithm",
                        () -> decide(
                                ParquetProperties.ALGORITHM,
                                ofKeys("algorithm", () -> json.oneOf("AES_GCM_V1", "AES_GCM_CTR_V1")))),
                entry(
                        "plaintextFooter",
                        () -> decide(
                                ParquetProperties.PLAINTEXT_FOOTER,
                                ofKeys("plaintextFooter", () -> String.valueOf(json.flag())))),
                entry("keyLength", this::keyLength),
                entry("encryptionContext", () -> json.objectByName(name -> context.put(name, json.text()))),
                entry("required", () -> required = json.flag()),
                entry("plaintext", () -> plaintext = json.onlyTrue())));
    }

    private interface Text {
        String read() throws IOException;
    }

    private String ofKeys(String field, Text text) throws IOException {
        ofKeys.put(field, json.mark());
        return text.read();
    }

    private void decide(Property property, String value) {
        decided.put(property, value);
    }

    private void path() throws IOException {
        paths.add(PolicyPath.of(json.text(), json.mark()));
    }

    private String key() throws IOException {
        String key = json.text();
        use(key, json.mark());
        return key;
    }

    private void use(String key, Mark mark) {
        try {
            KeyTemplate.parse(key);
        } catch (IllegalArgumentException e) {
            throw mark.wrong(String.valueOf(e.getMessage()));
        }
        keys.accept(key, mark);
    }

    private void unmatched() throws IOException {
        unmatched = json.mark();
        decide(KmsProperties.COLUMNS_UNMATCHED, ofKeys("unmatched", () -> json.oneOf("footer", "plaintext", "fail")));
    }

    private void keyLength() throws IOException {
        String bits = ofKeys("keyLength", () -> String.valueOf(json.oneOf(128, 192, 256)));
        decide(ParquetProperties.DEK_BITS, bits);
        decide(ParquetProperties.KEK_BITS, bits);
    }

    private String columns() throws IOException {
        Map<String, Mark> excluding = new LinkedHashMap<>();
        Set<String> including = new TreeSet<>();
        json.objectByName(name -> {
            boolean excludes = name.startsWith(EXCLUDES);
            String key = excludes ? name.substring(EXCLUDES.length()) : name;
            Mark mark = json.mark();
            if (excludes) {
                excluding.put(key, mark);
            } else {
                including.add(key);
                use(key, mark);
            }
            patterns(key, excludes);
        });
        excluding.forEach((key, mark) -> {
            if (!including.contains(key)) {
                throw mark.wrong("it takes columns out of those of key '" + key + "', which has none here"
                        + Nearest.hint(key, including));
            }
        });
        return "";
    }

    private void patterns(String key, boolean excludes) throws IOException {
        Set<String> seen = new HashSet<>();
        json.array(() -> {
            String pattern = json.text();
            if (!seen.add(pattern)) {
                throw json.mark().wrong("'" + pattern + "' stands there twice: keep one");
            }
            rules.add(Rule.parse(
                    (excludes ? EXCLUDES : "") + key, pattern, json.mark().toString()));
        });
    }

    private DeclaredPlace declared() {
        check();
        boolean encrypted = oneKey != null || footerKey != null;
        if (encrypted) {
            decided.putIfAbsent(KmsProperties.COLUMNS_UNMATCHED, "footer");
        }
        return new DeclaredPlace(
                start,
                List.copyOf(paths),
                oneKey != null ? oneKey : footerKey,
                logKey,
                new ColumnRules(rules),
                missingFails,
                Map.copyOf(decided),
                required == null ? encrypted : required,
                context);
    }

    private void check() {
        if (plaintext && (!ofKeys.isEmpty() || required != null || !context.isEmpty())) {
            throw start.wrong(
                    "\"plaintext\": true says that nothing need be encrypted there, and another field says more:"
                            + " remove one of them");
        }
        if (oneKey != null) {
            for (String other : List.of("footerKey", "columns", "missing", "unmatched")) {
                if (ofKeys.containsKey(other)) {
                    throw ofKeys.get(other)
                            .wrong("\"key\" is the key of everything: name it \"footerKey\", or remove this");
                }
            }
        }
        if (oneKey == null && footerKey == null) {
            checkWithoutKey();
        }
        if (ofKeys.containsKey("missing") && !ofKeys.containsKey("columns")) {
            throw ofKeys.get("missing").wrong("there are no \"columns\" that could be missing: remove it");
        }
        if (unmatched != null && rules.isEmpty() && !"footer".equals(decided.get(KmsProperties.COLUMNS_UNMATCHED))) {
            throw unmatched.wrong("no column would be encrypted: add \"columns\", or remove it");
        }
    }

    private void checkWithoutKey() {
        if (!ofKeys.isEmpty()) {
            Map.Entry<String, Mark> first = ofKeys.entrySet().iterator().next();
            throw first.getValue()
                    .wrong(
                            "there is no \"footerKey\" beside it, which everything needs that has no key of its own: add it");
        }
        if (!plaintext && !Boolean.TRUE.equals(required)) {
            throw start.wrong("it says nothing of how files are encrypted there: add \"key\", or \"footerKey\" and"
                    + " \"columns\"; or \"required\": true, where settings name the keys; or \"plaintext\": true");
        }
    }
}
