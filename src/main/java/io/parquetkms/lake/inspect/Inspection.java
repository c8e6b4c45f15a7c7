package io.parquetkms.lake.inspect;

import io.parquetkms.lake.FileProblem;
import io.parquetkms.lake.LakeFile;
import java.io.Serializable;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the end of one file says.
 *
 * @param file as it was listed
 * @param dataset the directory that it is in, without those of partitions
 * @param partitions the directories between, as {@code day=2026-11-26}
 * @param footerBytes the length of what was looked at
 * @param mode how its footer stands there
 * @param algorithm {@code AES_GCM_V1} or {@code AES_GCM_CTR_V1}; empty of a plaintext file
 * @param aadPrefix what its modules are tied to
 * @param footerKey of the footer, or the one that signed it; null of a plaintext file
 * @param contents null where the footer could not be opened
 * @param problem null where nothing is amiss. What is known nevertheless stands in the other values
 */
public record Inspection(
        LakeFile file,
        String dataset,
        List<String> partitions,
        long footerBytes,
        FooterMode mode,
        String algorithm,
        AadPrefix aadPrefix,
        @Nullable NamedKey footerKey,
        @Nullable FooterContents contents,
        @Nullable FileProblem problem)
        implements Serializable {

    public Inspection {
        partitions = List.copyOf(partitions);
    }

    /** Of the columns; empty where the footer could not be opened. */
    public List<ColumnInspection> columns() {
        return contents == null ? List.of() : contents.columns();
    }

    /** The bytes, by what they are encrypted with. */
    public ByteShares shares() {
        if (contents != null) {
            return contents.shares();
        }
        return mode.isEncrypted() ? ByteShares.ofUnopened(file.length()) : ByteShares.NONE;
    }

    /** Each key once: the footer's, then those of columns. */
    public List<NamedKey> keys() {
        Stream<NamedKey> ofFooter = Stream.ofNullable(footerKey);
        Stream<NamedKey> ofColumns = columns().stream().map(ColumnInspection::key);
        return Stream.concat(ofFooter, ofColumns)
                .filter(NamedKey::isKnown)
                .distinct()
                .toList();
    }

    /** How many requests to the KMS a read of all columns needs, if nothing is in memory: distinct wrapped keys. */
    public long kmsCalls() {
        LongStream wrapped = keys().stream().mapToLong(NamedKey::wrapped);
        return wrapped.distinct().count();
    }

    Inspection withProblem(FileProblem found) {
        return new Inspection(
                file, dataset, partitions, footerBytes, mode, algorithm, aadPrefix, footerKey, contents, found);
    }
}
