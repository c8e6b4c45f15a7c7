package io.parquetkms.benchmarks.jobs.measuring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingFile;

/**
 * How often Java's flight recorder found this JVM's Java code at AES. Whoever else uses the machine makes all of the code slower,
 * so the share of AES tells more than seconds do.
 *
 * @param all samples of running Java code; not of native code, the garbage collector or HotSpot's compiler
 * @param aes those in a cipher: of pages, and of the library's warm-up
 */
record AesSamples(long all, long aes) {

    private static final String SAMPLE = "jdk.ExecutionSample";
    private static final Duration PERIOD = Duration.ofMillis(10);

    static Recording start() {
        Recording recording = new Recording();
        recording.enable(SAMPLE).withPeriod(PERIOD);
        recording.start();
        return recording;
    }

    /** Of a recording that was stopped. */
    static AesSamples in(Recording recording) throws IOException {
        Path file = Files.createTempFile("samples", ".jfr");
        try {
            recording.dump(file);
            List<RecordedEvent> samples = RecordingFile.readAllEvents(file).stream()
                    .filter(event -> event.getEventType().getName().equals(SAMPLE))
                    .toList();
            return new AesSamples(
                    samples.size(), samples.stream().filter(AesSamples::isAes).count());
        } finally {
            Files.delete(file);
        }
    }

    private static boolean isAes(RecordedEvent sample) {
        RecordedStackTrace stack = sample.getStackTrace();
        return stack != null
                && stack.getFrames().stream()
                        .map(frame -> frame.getMethod().getType().getName())
                        .anyMatch(type ->
                                type.equals("javax.crypto.Cipher") || type.startsWith("com.sun.crypto.provider."));
    }
}
