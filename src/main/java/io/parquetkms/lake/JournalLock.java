package io.parquetkms.lake;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run at a time writes a journal. The lock of a process that ended on this machine is taken over; of another machine nobody knows
 * here, so the user is told. Where the file system creates files without asking whether they exist, as S3A does unless told otherwise,
 * two that begin in the same second may both get it.
 */
final class JournalLock {

    private static final Logger LOG = LoggerFactory.getLogger(JournalLock.class);
    private static final int MAX = 10_000;

    private final FileSystem system;
    private final Path file;
    private final String run;

    JournalLock(FileSystem system, Path directory, String run) {
        this.system = system;
        this.run = run;
        file = new Path(directory, "lock");
    }

    /** @throws IOException if another has it */
    void take() throws IOException {
        if (system.exists(file)) {
            Map<String, String> owner = owner(file);
            if (!isGone(owner)) {
                throw refused(owner);
            }
            LOG.warn("The run {} ended without its end: its journal's lock is taken over", owner.get("run"));
            remove(owner);
        }
        try (FSDataOutputStream out = system.create(file, false)) {
            out.write(JournalEntry.object(Map.of(
                            "run", run,
                            "host", host(),
                            "pid", String.valueOf(ProcessHandle.current().pid()),
                            "since", Instant.now().toString()))
                    .getBytes(StandardCharsets.UTF_8));
        } catch (FileAlreadyExistsException e) {
            throw refused(owner(file));
        }
        if (!isOwn()) {
            throw refused(owner(file));
        }
    }

    /** By another name first: somebody may have taken it over already. */
    private void remove(Map<String, String> owner) throws IOException {
        Path aside = new Path(file.getParent(), "lock." + run);
        if (system.rename(file, aside) && !owner(aside).equals(owner)) {
            Map<String, String> other = owner(aside);
            system.rename(aside, file);
            throw refused(other);
        }
        system.delete(aside, false);
    }

    private boolean isGone(Map<String, String> owner) throws IOException {
        String pid = owner.getOrDefault("pid", "");
        return host().equals(owner.get("host"))
                && !host().startsWith("localhost")
                && pid.matches("[0-9]{1,18}")
                && ProcessHandle.of(Long.parseLong(pid))
                        .filter(ProcessHandle::isAlive)
                        .isEmpty();
    }

    private boolean isOwn() throws IOException {
        return run.equals(owner(file).get("run"));
    }

    private IOException refused(Map<String, String> owner) {
        return new IOException(
                "The journal " + file.getParent() + " is in use by run " + owner.get("run") + ": process "
                        + owner.get("pid") + " on " + owner.get("host") + " since " + owner.get("since")
                        + ". Wait for it; or if that process is gone, remove " + file);
    }

    /** What stands there; half of it if its owner was killed while writing, which nobody can tell the owner of. */
    private Map<String, String> owner(Path lock) throws IOException {
        try (FSDataInputStream in = system.open(lock)) {
            String text = new String(in.readNBytes(MAX), StandardCharsets.UTF_8);
            try {
                return JournalEntry.values(text);
            } catch (IOException e) {
                return Map.of("run", "(unknown)", "pid", "(unknown)", "host", "(unknown)", "since", "(unknown)");
            }
        }
    }

    private static String host() throws IOException {
        return InetAddress.getLocalHost().getHostName();
    }

    void release() throws IOException {
        if (system.exists(file) && isOwn()) {
            system.delete(file, false);
        }
    }
}
