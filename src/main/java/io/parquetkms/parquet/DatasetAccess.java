package io.parquetkms.parquet;

import io.parquetkms.kms.KmsOperation;
import io.parquetkms.process.KmsRuntime;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;

/**
 * What a role can read of the files of a dataset that were looked at: for the footers and each column, under each key that the files name,
 * whether it can be had. Immutable. {@link #toString} prints it as a table.
 *
 * @param files how many were looked at
 * @param parts footers, then columns
 */
public record DatasetAccess(long files, List<PartAccess> parts) {

    /** Of no file. */
    public static final DatasetAccess NONE = new DatasetAccess(0, List.of());

    private static final List<String> HEADS = List.of("column", "state", "key", "files", "reason");
    private static final String FOOTER = "(footer)";

    public DatasetAccess {
        parts = List.copyOf(parts);
    }

    /** Of these files and others. */
    public DatasetAccess plus(DatasetAccess other) {
        PartCounts counts = new PartCounts();
        counts.add(this);
        counts.add(other);
        return counts.total();
    }

    /** Columns, and footers, that can't be read in some file at least. */
    public List<PartAccess> refused() {
        return parts.stream().filter(part -> !part.state().isReadable()).toList();
    }

    /** How many files can't be read at all, since their footer can't. */
    public long closedFiles() {
        return refused().stream().filter(PartAccess::isFooter).mapToLong(PartAccess::files).sum();
    }

    /** Columns in a few words: which can't be read, why, and in how many files. */
    public String refusedInWords() {
        return refused().stream()
                .map(part -> (part.isFooter() ? FOOTER : part.column()) + " (" + part.state() + ": " + part.key()
                        + (part.files() == files ? "" : ", in " + part.files() + " of " + files + " files") + ")")
                .collect(Collectors.joining(", "));
    }

    /**
     * What an administrator would grant, so that the role can read a part.
     *
     * @return ready to paste; empty where no grant is missing, or it can't be told
     */
    public static String grant(Configuration configuration, PartAccess part) {
        return part.state() == KeyState.DENIED
                ? KmsRuntime.current().access(configuration).provider().grant(KmsOperation.DECRYPT, part.key())
                : "";
    }

    /** To be sent from one process to another; Spark's serializer may be one that knows no records. */
    public byte[] encode() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeLong(files);
            out.writeInt(parts.size());
            for (PartAccess part : parts) {
                out.writeInt(part.path().size());
                for (String name : part.path()) {
                    out.writeUTF(name);
                }
                out.writeUTF(part.key());
                out.writeUTF(part.state().name());
                out.writeLong(part.files());
                out.writeUTF(part.example());
                out.writeUTF(part.reason());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a text of more than 64 KB, in a file that nobody can mean so
        }
        return bytes.toByteArray();
    }

    /** What {@link #encode} gave. */
    public static DatasetAccess decode(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            long files = in.readLong();
            List<PartAccess> parts = new ArrayList<>();
            for (int left = in.readInt(); left > 0; left--) {
                List<String> path = new ArrayList<>();
                for (int names = in.readInt(); names > 0; names--) {
                    path.add(in.readUTF());
                }
                parts.add(new PartAccess(
                        path, in.readUTF(), KeyState.valueOf(in.readUTF()), in.readLong(), in.readUTF(), in.readUTF()));
            }
            return new DatasetAccess(files, parts);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        List<List<String>> rows = parts.stream()
                .map(part -> List.of(
                        part.isFooter() ? FOOTER : part.column(),
                        part.state().toString(),
                        part.key(),
                        part.files() + " of " + files,
                        part.reason()))
                .toList();
        return String.join("\n", new TextTable(HEADS, rows).lines());
    }
}
