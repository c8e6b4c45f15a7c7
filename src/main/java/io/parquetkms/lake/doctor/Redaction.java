package io.parquetkms.lake.doctor;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;

/**
 * Keeps what is secret in this process out of findings, whoever wrote it into a message: values of settings, system properties and
 * environment variables whose names say that they are secret.
 */
final class Redaction {

    private static final Pattern SECRET = Pattern.compile(
            "secret|passw|token$|sessiontoken|session\\.token|access\\.token|external\\.id|private\\.?key",
            Pattern.CASE_INSENSITIVE);

    /** A shorter one may stand in any word. */
    private static final int SHORTEST = 6;

    private final Set<String> secrets = new HashSet<>();

    private Redaction() {}

    static Redaction of(Job job) {
        Redaction redaction = new Redaction();
        Configuration configuration = job.configuration();
        configuration.forEach(entry -> redaction.add(entry.getKey(), entry.getValue()));
        redaction.addAll(job.settings());
        redaction.addAll(System.getenv());
        System.getProperties().stringPropertyNames().forEach(name -> redaction.add(name, System.getProperty(name)));
        return redaction;
    }

    private void addAll(Map<String, String> values) {
        values.forEach(this::add);
    }

    private void add(String name, String value) {
        if (value.strip().length() >= SHORTEST && SECRET.matcher(name).find()) {
            secrets.add(value.strip());
        }
    }

    String of(String text) {
        String shown = text;
        for (String secret : secrets) {
            shown = shown.replace(secret, "…");
        }
        return shown;
    }
}
