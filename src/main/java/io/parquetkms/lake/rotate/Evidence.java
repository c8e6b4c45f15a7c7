package io.parquetkms.lake.rotate;

import io.parquetkms.lake.FileProblem;
import io.parquetkms.lake.Journal;
import io.parquetkms.lake.JournalEntry;
import io.parquetkms.lake.JournalEntry.Step;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/** What a rotation writes down of itself, and knows of earlier attempts. For one thread. */
final class Evidence implements AutoCloseable {

    private static final String KEYS = "new keys ";
    private static final int FINGERPRINT_BYTES = 8;

    /** As many as are remembered of what is re-encrypted. */
    private static final int MAX_MADE = ReEncryption.REMEMBERED;

    private final @Nullable Journal journal;
    private final Set<String> made = new HashSet<>();

    private Evidence(@Nullable Journal journal) {
        this.journal = journal;
    }

    /** That is kept nowhere. */
    static Evidence none() {
        return new Evidence(null);
    }

    /**
     * In a journal, new or old.
     *
     * @param what is done, as the journal shows it
     */
    static Evidence in(Configuration configuration, String directory, List<String> what) throws IOException {
        Evidence evidence = new Evidence(Journal.open(configuration, directory, what));
        try {
            Journal.read(configuration, directory, evidence::remember);
            return evidence;
        } catch (IOException | RuntimeException e) {
            evidence.close();
            throw e;
        }
    }

    private void remember(JournalEntry entry) {
        if (entry.step() == Step.VERIFIED && entry.detail().startsWith(KEYS) && made.size() < MAX_MADE) {
            made.addAll(List.of(entry.detail().substring(KEYS.length()).split(",")));
        }
    }

    /** This run's, and those of earlier runs that may have been killed. */
    RunIds runs() {
        return journal == null
                ? new RunIds("rotate-" + UUID.randomUUID(), new ArrayList<>())
                : new RunIds(journal.run(), new ArrayList<>(journal.earlierRuns()));
    }

    /** Whether earlier runs have wrapped these keys. */
    boolean hasMade(Set<MovedKey> keys) {
        return keys.stream().allMatch(key -> made.contains(fingerprint(key.ciphertext())));
    }

    /** Tells wrapped keys apart, without showing one. */
    static String fingerprint(String ciphertext) {
        try {
            byte[] sum = MessageDigest.getInstance("SHA-256").digest(ciphertext.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sum, 0, FINGERPRINT_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JVM has SHA-256", e);
        }
    }

    void planned(String path) throws IOException {
        write(Step.PLANNED, path, "");
    }

    /** And read again. */
    void rotated(String path, List<String> newKeys) throws IOException {
        write(Step.VERIFIED, path, KEYS + String.join(",", newKeys));
    }

    void failed(FileProblem problem) throws IOException {
        write(Step.FAILED, problem.path(), problem.kind() + ": " + problem.reason());
    }

    private void write(Step step, String path, String detail) throws IOException {
        if (journal != null) {
            journal.write(step, path, detail);
        }
    }

    /** At a batch's end. */
    void flush() throws IOException {
        if (journal != null) {
            journal.flush();
        }
    }

    @Override
    public void close() throws IOException {
        if (journal != null) {
            journal.close();
        }
    }
}
