package io.parquetkms.lake;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * What runs planned, did and verified: for evidence, and to clean up what a killed run left behind. A directory, with one for each run:
 * {@code run.json}, and segments of lines of JSON, since object stores can't append. What is still to be done with a file only the
 * file itself says. For one thread.
 */
public final class Journal implements AutoCloseable {

    private static final int SEGMENT = 10_000;
    private static final int FLUSHED = 100;
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final Pattern SECRET =
            Pattern.compile("(?i)([^=]*(?:secret|password|token|credential|access[._-]?key)[^=]*=).*", Pattern.DOTALL);

    private final FileSystem system;
    private final Path directory;
    private final String run;
    private final JournalLock lock;
    private final List<String> earlier;
    private @Nullable FSDataOutputStream segment;
    private int segments;
    private int entries;

    private Journal(FileSystem system, Path directory, String run) throws IOException {
        this.system = system;
        this.directory = directory;
        this.run = run;
        earlier = runs(system, directory);
        lock = new JournalLock(system, directory, run);
    }

    /**
     * Begins a run, in a new journal or after earlier runs.
     *
     * @param arguments of the command; values of settings that look secret are not written down
     * @throws IOException if another run writes it, saying which and what to do
     */
    public static Journal open(Configuration configuration, String directory, List<String> arguments)
            throws IOException {
        Path path = new Path(directory);
        FileSystem system = system(configuration, path);
        String run = STAMP.format(Instant.now()) + "-"
                + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
        system.mkdirs(path);
        Journal journal = new Journal(system, path, run);
        journal.lock.take();
        journal.writeRun(arguments);
        return journal;
    }

    /** Without the checksums of {@link LocalFileSystem}, which a killed process leaves wrong. */
    private static FileSystem system(Configuration configuration, Path path) throws IOException {
        FileSystem system = path.getFileSystem(configuration);
        return system instanceof LocalFileSystem local ? local.getRaw() : system;
    }

    private void writeRun(List<String> arguments) throws IOException {
        String version = Journal.class.getPackage().getImplementationVersion();
        try (FSDataOutputStream out = system.create(new Path(new Path(directory, run), "run.json"), false)) {
            out.write(JournalEntry.object(Map.of(
                            "run", run,
                            "begun", Instant.now().toString(),
                            "arguments",
                                    arguments.stream()
                                            .map(Journal::withoutSecret)
                                            .collect(Collectors.joining(" ")),
                            "version", version == null ? "" : version,
                            "java", System.getProperty("java.version", "")))
                    .getBytes(StandardCharsets.UTF_8));
        }
    }

    static String withoutSecret(String argument) {
        return SECRET.matcher(argument).replaceFirst("$1(hidden)");
    }

    /** This run's id: a time and a random part, of letters, digits and {@code -}. */
    public String run() {
        return run;
    }

    /** The ids of those that wrote this journal before, the oldest first: temporary files may bear them. */
    public List<String> earlierRuns() {
        return earlier;
    }

    /** Writes an entry down. It is safe against this process's end after {@link #flush}. */
    public void write(JournalEntry.Step step, String path, String detail) throws IOException {
        FSDataOutputStream out = segment == null ? nextSegment() : segment;
        out.write((new JournalEntry(Instant.now(), run, step, path, detail).json() + "\n")
                .getBytes(StandardCharsets.UTF_8));
        entries++;
        if (entries % SEGMENT == 0) {
            flush();
        } else if (entries % FLUSHED == 0 && out.hasCapability("hflush")) {
            out.hflush();
        }
    }

    private FSDataOutputStream nextSegment() throws IOException {
        Path file = new Path(new Path(directory, run), String.format("segment-%08d.jsonl", segments++));
        FSDataOutputStream out = system.create(file, false);
        segment = out;
        return out;
    }

    /** Ends the segment, as at a batch's end: what was written can be read by others. */
    public void flush() throws IOException {
        if (segment != null) {
            segment.close();
            segment = null;
        }
    }

    /** Lets others write it. */
    @Override
    public void close() throws IOException {
        try {
            flush();
        } finally {
            lock.release();
        }
    }

    /**
     * Reads all entries of all runs, in the order in which they were written. A last line that is not whole, as a killed run leaves it,
     * is left out.
     *
     * @throws IOException if one is damaged that is not the last
     */
    public static void read(Configuration configuration, String directory, Consumer<JournalEntry> entries)
            throws IOException {
        Path path = new Path(directory);
        FileSystem system = system(configuration, path);
        for (String run : runs(system, path)) {
            FileStatus[] files = system.listStatus(
                    new Path(path, run), file -> file.getName().startsWith("segment-"));
            Arrays.sort(files);
            for (FileStatus file : files) {
                read(system, file.getPath(), entries);
            }
        }
    }

    private static void read(FileSystem system, Path file, Consumer<JournalEntry> entries) throws IOException {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(system.open(file), StandardCharsets.UTF_8))) {
            String line = reader.readLine();
            while (line != null) {
                String next = reader.readLine();
                JournalEntry entry = entry(line, next == null, file);
                if (entry != null) {
                    entries.accept(entry);
                }
                line = next;
            }
        }
    }

    private static @Nullable JournalEntry entry(String line, boolean last, Path file) throws IOException {
        try {
            return JournalEntry.of(line);
        } catch (IOException e) {
            if (last) {
                return null;
            }
            throw new IOException("The journal's segment " + file + " is damaged: " + e.getMessage(), e);
        }
    }

    private static List<String> runs(FileSystem system, Path directory) throws IOException {
        return Stream.of(system.listStatus(directory))
                .filter(FileStatus::isDirectory)
                .map(status -> status.getPath().getName())
                .sorted()
                .collect(Collectors.toCollection(ArrayList::new));
    }
}
