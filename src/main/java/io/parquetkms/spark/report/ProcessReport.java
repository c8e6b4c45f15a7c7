package io.parquetkms.spark.report;

import io.parquetkms.activity.CallCounts;
import io.parquetkms.activity.ColumnNames;
import io.parquetkms.activity.KeyInUse;
import io.parquetkms.activity.KeyUses;
import io.parquetkms.activity.PlaintextFiles;
import io.parquetkms.activity.Statistics;
import io.parquetkms.activity.WrittenColumns;
import io.parquetkms.kms.KmsOperation;
import io.parquetkms.spark.broker.Wire;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the keyrings of one process have done since it began: an executor sends it to the driver from time to time, the whole of
 * it each time, so that a lost one is made good by the next.
 *
 * @param executor Spark's id of the executor, {@link #DRIVER} for the driver
 * @param host where it runs
 * @param aes whose AES-GCM it uses
 * @param at when this was so
 * @param written how the columns of datasets that were written are encrypted
 * @param plaintextFiles how many files were written in plaintext
 */
public record ProcessReport(
        String executor,
        String host,
        String aes,
        Instant at,
        Statistics.Snapshot statistics,
        List<KeyInUse> keys,
        Map<KeyUses.Use, KeyUses.Count> uses,
        Map<WrittenColumns.Part, ColumnNames> written,
        Map<PlaintextFiles.Kind, Long> plaintextFiles,
        List<Denial> denials) {

    /** Spark's id of the driver. */
    public static final String DRIVER = "driver";

    private static final int MESSAGE = 2;
    private static final int MAX = 10_000;

    /** Far more than one has: the lists in it are bounded by who makes them. */
    private static final int MAX_BYTES = 16 << 20;

    public ProcessReport {
        keys = List.copyOf(keys);
        uses = Map.copyOf(uses);
        written = Map.copyOf(written);
        plaintextFiles = Map.copyOf(plaintextFiles);
        denials = List.copyOf(denials);
    }

    /** Whether a message is one of these. */
    public static boolean isIn(byte[] message) {
        return message.length > 0 && message[0] == MESSAGE;
    }

    /** As a message to the driver. */
    public byte[] toMessage() {
        return Wire.encode(out -> {
            out.writeByte(MESSAGE);
            write(out);
        });
    }

    /**
     * Reads a message.
     *
     * @throws IllegalArgumentException if it is no such message
     */
    public static ProcessReport fromMessage(byte[] message) {
        if (message.length > MAX_BYTES) {
            throw new IllegalArgumentException("A report of " + message.length + " bytes");
        }
        return Wire.decode(message, in -> {
            Wire.expect(MESSAGE, in);
            return read(in);
        });
    }

    private void write(DataOutputStream out) throws IOException {
        out.writeUTF(executor);
        out.writeUTF(host);
        out.writeUTF(aes);
        out.writeLong(at.toEpochMilli());
        write(out, statistics);
        writeKeys(out);
        writeUses(out);
        writeWritten(out);
        writePlaintextFiles(out);
        writeDenials(out);
    }

    private static ProcessReport read(DataInputStream in) throws IOException {
        return new ProcessReport(
                Wire.text(in),
                Wire.text(in),
                Wire.text(in),
                Instant.ofEpochMilli(in.readLong()),
                statistics(in),
                Wire.list(in, MAX, ProcessReport::key),
                uses(in),
                written(in),
                plaintextFiles(in),
                Wire.list(in, MAX, ProcessReport::denial));
    }

    private static void write(DataOutputStream out, Statistics.Snapshot statistics) throws IOException {
        Map<CallCounts.Kind, CallCounts.Count> calls = statistics.calls().byKind();
        out.writeInt(calls.size());
        for (Map.Entry<CallCounts.Kind, CallCounts.Count> call : calls.entrySet()) {
            out.writeUTF(call.getKey().operation().name());
            out.writeUTF(call.getKey().outcome());
            out.writeLong(call.getValue().calls());
            out.writeLong(call.getValue().total().toNanos());
            out.writeLong(call.getValue().longest().toNanos());
        }
        for (long count : new long[] {
            statistics.hits(),
            statistics.deniedHits(),
            statistics.graceUses(),
            statistics.evictions(),
            statistics.brokered(),
            statistics.deksWrapped(),
            statistics.deksUnwrapped()
        }) {
            out.writeLong(count);
        }
    }

    private static Statistics.Snapshot statistics(DataInputStream in) throws IOException {
        Map<CallCounts.Kind, CallCounts.Count> calls = new HashMap<>();
        Wire.list(
                in,
                MAX,
                from -> calls.put(
                        new CallCounts.Kind(Wire.constant(KmsOperation.class, from), Wire.text(from)),
                        new CallCounts.Count(
                                from.readLong(),
                                Duration.ofNanos(from.readLong()),
                                Duration.ofNanos(from.readLong()))));
        return new Statistics.Snapshot(
                new CallCounts(calls),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong());
    }

    private void writeKeys(DataOutputStream out) throws IOException {
        out.writeInt(keys.size());
        for (KeyInUse key : keys) {
            out.writeUTF(key.keyId());
            out.writeBoolean(key.writing());
            out.writeLong(key.keks());
            out.writeLong(key.oldest().toNanos());
            out.writeLong(key.left().toNanos());
        }
    }

    private static KeyInUse key(DataInputStream in) throws IOException {
        return new KeyInUse(
                Wire.text(in),
                in.readBoolean(),
                in.readLong(),
                Duration.ofNanos(in.readLong()),
                Duration.ofNanos(in.readLong()));
    }

    private void writeUses(DataOutputStream out) throws IOException {
        out.writeInt(uses.size());
        for (Map.Entry<KeyUses.Use, KeyUses.Count> use : uses.entrySet()) {
            out.writeUTF(use.getKey().dataset());
            out.writeUTF(use.getKey().keyId());
            out.writeUTF(use.getKey().operation().name());
            out.writeLong(use.getValue().dataKeys());
            write(out, use.getValue().requestIds());
            write(out, use.getValue().keyMaterialIds());
        }
    }

    private static void write(DataOutputStream out, Set<String> ids) throws IOException {
        out.writeInt(ids.size());
        for (String id : ids) {
            out.writeUTF(id);
        }
    }

    private static Set<String> ids(DataInputStream in) throws IOException {
        return new HashSet<>(Wire.list(in, MAX, Wire::text));
    }

    private static Map<KeyUses.Use, KeyUses.Count> uses(DataInputStream in) throws IOException {
        Map<KeyUses.Use, KeyUses.Count> uses = new HashMap<>();
        Wire.list(
                in,
                MAX,
                from -> uses.put(
                        new KeyUses.Use(Wire.text(from), Wire.text(from), Wire.constant(KmsOperation.class, from)),
                        new KeyUses.Count(from.readLong(), ids(from), ids(from))));
        return uses;
    }

    private void writeWritten(DataOutputStream out) throws IOException {
        out.writeInt(written.size());
        for (Map.Entry<WrittenColumns.Part, ColumnNames> part : written.entrySet()) {
            out.writeUTF(part.getKey().dataset());
            out.writeUTF(part.getKey().key());
            out.writeUTF(part.getKey().reason());
            out.writeInt(part.getValue().names().size());
            for (String name : part.getValue().names()) {
                out.writeUTF(name);
            }
            out.writeInt(part.getValue().more());
        }
    }

    private static Map<WrittenColumns.Part, ColumnNames> written(DataInputStream in) throws IOException {
        Map<WrittenColumns.Part, ColumnNames> written = new HashMap<>();
        Wire.list(
                in,
                MAX,
                from -> written.put(
                        new WrittenColumns.Part(Wire.text(from), Wire.text(from), Wire.text(from)),
                        new ColumnNames(Wire.list(from, ColumnNames.MAX_NAMES, Wire::text), from.readInt())));
        return written;
    }

    private void writePlaintextFiles(DataOutputStream out) throws IOException {
        out.writeInt(plaintextFiles.size());
        for (Map.Entry<PlaintextFiles.Kind, Long> kind : plaintextFiles.entrySet()) {
            out.writeUTF(kind.getKey().dataset());
            out.writeUTF(kind.getKey().reason());
            out.writeLong(kind.getValue());
        }
    }

    private static Map<PlaintextFiles.Kind, Long> plaintextFiles(DataInputStream in) throws IOException {
        Map<PlaintextFiles.Kind, Long> files = new HashMap<>();
        Wire.list(
                in, MAX, from -> files.put(new PlaintextFiles.Kind(Wire.text(from), Wire.text(from)), from.readLong()));
        return files;
    }

    private void writeDenials(DataOutputStream out) throws IOException {
        out.writeInt(denials.size());
        for (Denial denial : denials) {
            out.writeLong(denial.when().toEpochMilli());
            out.writeUTF(denial.operation());
            out.writeUTF(denial.keyId());
            out.writeUTF(denial.message());
        }
    }

    private static Denial denial(DataInputStream in) throws IOException {
        return new Denial(Instant.ofEpochMilli(in.readLong()), Wire.text(in), Wire.text(in), Wire.text(in));
    }
}
