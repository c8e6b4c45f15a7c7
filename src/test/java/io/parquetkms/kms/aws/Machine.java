package io.parquetkms.kms.aws;

import io.parquetkms.testkms.TestKms;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A user's machine: a home directory and environment variables, for a process of its own. What AWS has at fixed addresses -
 * its services, the instance metadata, a container's agent - is the tests' server there.
 */
final class Machine {

    private final Path home;
    private final String server;
    private final Map<String, String> environment = new TreeMap<>();
    private final Set<String> missing = new TreeSet<>();

    Machine(Path home, TestKms kms) {
        this.home = home;
        server = kms.endpoint().toString();
        set("HOME", home.toString());
        set("PATH", home.resolve("bin") + File.pathSeparator + System.getenv("PATH"));
        set("AWS_REGION", TestKms.REGION);
        set("AWS_ENDPOINT_URL", server);
        set("AWS_EC2_METADATA_SERVICE_ENDPOINT", server);
        set("AWS_METADATA_SERVICE_TIMEOUT", "300"); // a busy one
        set("AWS_CONTAINER_SERVICE_ENDPOINT", server);
    }

    Machine set(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    Machine unset(String variable) {
        environment.remove(variable);
        return this;
    }

    /** Leaves a module of the SDK out of the class path. */
    Machine without(String module) {
        missing.add(module);
        return this;
    }

    private String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(jar -> missing.stream()
                        .noneMatch(
                                module -> Path.of(jar).getFileName().toString().matches(module + "-[0-9.]+[.]jar")))
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** Sets variables from lines of a shell; {@code /var/run} is below the home directory here. */
    Machine setAll(String lines) {
        for (String line : lines.lines().toList()) {
            String[] parts = line.replace("export ", "").split("=", 2);
            set(parts[0], parts[1].replace("/var/run", home + "/var/run").replace("http://169.254.170.23", server));
        }
        return this;
    }

    /** Writes a file below the home directory. */
    Machine file(String path, String text) throws IOException {
        Path file = home.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return this;
    }

    /** Writes a shell script that a command finds by name. */
    Machine script(String name, String text) throws IOException {
        file("bin/" + name, "#!/bin/sh\n" + text);
        Files.setPosixFilePermissions(home.resolve("bin").resolve(name), PosixFilePermissions.fromString("rwx------"));
        return this;
    }

    /** Runs {@link OneDataKey}; returns its error, empty if it succeeded. */
    String generateDataKey(String key, String... properties) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx128m",
                "-cp",
                classPath(),
                OneDataKey.class.getName(),
                key,
                "parquet.kms.aws.attempt.timeout",
                "5m",
                "parquet.kms.aws.call.timeout",
                "10m"));
        command.addAll(List.of(properties));
        Path errors = home.resolve("errors");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD) // the SDK's log
                .redirectError(errors.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        int status = builder.start().waitFor();
        String printed = Files.readString(errors);
        if ((status == 0) != printed.isEmpty()) {
            throw new IllegalStateException("Status " + status + ": " + printed);
        }
        return printed;
    }
}
