package io.parquetkms.examples;

import io.parquetkms.testkms.TestKms;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KmsException;

/**
 * In the place of the AWS CLI, which not every machine has: a command {@code aws} for bash. {@code aws kms} asks the KMS of the tests
 * over its wire, {@code aws s3 rm} deletes files. It knows what the task pages need, and fails on everything else.
 */
final class AwsStandIn implements AutoCloseable {

    /** Bash speaks to it over TCP by itself: a word a line, then an empty one; back come the status and what to print. */
    private static final String SCRIPT = """
            #!/bin/bash
            exec 3<>/dev/tcp/127.0.0.1/%d
            printf '%%s\\n' "$@" '' >&3
            read -r status <&3
            cat <&3
            exit "$status"
            """;

    private final TestKms kms;
    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

    AwsStandIn(TestKms kms) throws IOException {
        this.kms = kms;
        Thread acceptor = new Thread(this::answerAll, "aws");
        acceptor.setDaemon(true);
        acceptor.start();
    }

    /** Makes the command. */
    void installIn(Path directory) throws IOException {
        Path script = Files.createDirectories(directory).resolve("aws");
        Files.writeString(script, SCRIPT.formatted(listener.getLocalPort()));
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private void answerAll() {
        while (!listener.isClosed()) {
            try (Socket caller = listener.accept()) {
                answer(caller);
            } catch (IOException e) {
                if (!listener.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void answer(Socket caller) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(caller.getInputStream(), StandardCharsets.UTF_8));
        List<String> words = new ArrayList<>();
        for (String word = in.readLine(); word != null && !word.isEmpty(); word = in.readLine()) {
            words.add(word);
        }
        PrintStream out = new PrintStream(caller.getOutputStream(), true, StandardCharsets.UTF_8);
        try {
            String said = perform(words);
            out.print("0\n" + said);
        } catch (KmsException | IllegalArgumentException | IOException e) {
            out.print("254\n" + e.getMessage() + "\n");
        }
    }

    private String perform(List<String> words) throws IOException {
        if (words.subList(0, 2).equals(List.of("s3", "rm"))) {
            delete(Path.of(words.get(2)));
            return "";
        }
        if (!words.get(0).equals("kms")) {
            throw new IllegalArgumentException("The tests have no 'aws " + words.get(0) + "'");
        }
        Map<String, String> options = options(words.subList(2, words.size()));
        try (KmsClient client = client(options.getOrDefault("region", TestKms.REGION))) {
            String said = perform(client, words.get(1), options);
            return said.isEmpty() ? "" : said + "\n";
        }
    }

    private static Map<String, String> options(List<String> words) {
        Map<String, String> options = new HashMap<>();
        for (int i = 0; i < words.size(); i++) {
            String name = words.get(i).substring("--".length());
            boolean flag = i + 1 == words.size() || words.get(i + 1).startsWith("--");
            options.put(name, flag ? "" : words.get(++i));
        }
        return options;
    }

    /** Answers as with the {@code --query} that the pages give. */
    private static String perform(KmsClient client, String command, Map<String, String> options) {
        String key = options.get("key-id");
        switch (command) {
            case "create-key":
                boolean multiRegion = options.containsKey("multi-region");
                return client.createKey(r -> r.multiRegion(multiRegion))
                        .keyMetadata()
                        .arn();
            case "create-alias":
                client.createAlias(
                        r -> r.aliasName(options.get("alias-name")).targetKeyId(options.get("target-key-id")));
                return "";
            case "update-alias":
                client.updateAlias(
                        r -> r.aliasName(options.get("alias-name")).targetKeyId(options.get("target-key-id")));
                return "";
            case "describe-key":
                var metadata = client.describeKey(r -> r.keyId(key)).keyMetadata();
                return options.get("query").endsWith("Arn") ? metadata.arn() : metadata.keyStateAsString();
            case "disable-key":
                client.disableKey(r -> r.keyId(key));
                return "";
            case "enable-key":
                client.enableKey(r -> r.keyId(key));
                return "";
            case "rotate-key-on-demand":
                client.rotateKeyOnDemand(r -> r.keyId(key));
                return "";
            case "replicate-key":
                return client.replicateKey(r -> r.keyId(key).replicaRegion(options.get("replica-region")))
                        .replicaKeyMetadata()
                        .arn();
            case "schedule-key-deletion":
                int days = Integer.parseInt(options.get("pending-window-in-days"));
                return client.scheduleKeyDeletion(r -> r.keyId(key).pendingWindowInDays(days))
                        .keyStateAsString();
            case "cancel-key-deletion":
                return client.cancelKeyDeletion(r -> r.keyId(key)).keyId();
            default:
                throw new IllegalArgumentException("The tests have no 'aws kms " + command + "'");
        }
    }

    private KmsClient client(String region) {
        return KmsClient.builder()
                .endpointOverride(kms.endpoint())
                .region(Region.of(region))
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(TestKms.ACCESS_KEY_ID, TestKms.SECRET_ACCESS_KEY)))
                .build();
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
