package io.parquetkms.lake.encrypt;

import io.parquetkms.lake.FileWork;
import io.parquetkms.lake.LakeFile;
import io.parquetkms.lake.encrypt.Converted.Outcome;
import io.parquetkms.parquet.Explanation;
import io.parquetkms.parquet.StandingFile;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.crypto.FileEncryptionProperties;
import org.apache.parquet.hadoop.metadata.FileMetaData;

/**
 * Encrypts files that stand there in plaintext, as the job's rules and policy say of new ones. Pages are copied and not decoded; each file
 * is read back in full by Parquet, with keys that the KMS has decrypted, before it replaces the original. Safe on any thread.
 */
record Encrypt(Attempt attempt, RuledKeys keys) implements FileWork<Converted> {

    private static final String OTHER_WAY = "let the table's own engine write it again with keys configured"
            + " (Delta: REORG TABLE … APPLY (PURGE) or an overwrite; Iceberg: its own encryption; or INSERT OVERWRITE)";

    Encrypt(Attempt attempt) {
        this(attempt, new RuledKeys());
    }

    @Override
    public Converted with(Configuration configuration, LakeFile file) throws Exception {
        Conversion conversion = new Conversion(configuration, file, attempt);
        try (SourceFile source = conversion.open()) {
            return with(conversion, source);
        } catch (IOException | RuntimeException e) {
            return conversion.problem(Failure.of(file.path(), e));
        }
    }

    private Converted with(Conversion conversion, SourceFile source) throws IOException {
        FileMetaData metadata = conversion.metadata();
        Explanation rules = conversion.standing().explain(metadata.getSchema(), metadata.getKeyValueMetaData());
        if (rules.isRefused()) {
            throw new RefusedException(rules.refusal());
        }
        List<String> names = FileLabels.keys(rules);
        if (source.encrypted()) {
            return already(conversion, source, rules, names);
        }
        if (rules.isPlaintext()) {
            return conversion.untouched(Outcome.NO_RULE, List.of(), "");
        }
        conversion.refuseInTables(OTHER_WAY);
        if (attempt.dryRun()) {
            return conversion.untouched(Outcome.PLANNED, names, "");
        }
        FileEncryptionProperties properties = Objects.requireNonNull(
                conversion.standing().encryption(metadata.getSchema(), metadata.getKeyValueMetaData()));
        return conversion.replace(source, metadata, properties, names);
    }

    private Converted already(Conversion conversion, SourceFile source, Explanation rules, List<String> names)
            throws IOException {
        if (rules.isPlaintext()) {
            throw new RefusedException("it is encrypted, but no rule says so: name the keys, or leave it out");
        }
        boolean signed =
                Objects.requireNonNull(conversion.standing().place().options()).plaintextFooter();
        StandingFile standing = conversion.standing();
        List<String> differences = FileLabels.of(source, standing)
                .differences(rules, signed, (ruled, held) -> keys.isSame(standing, ruled, held));
        if (!differences.isEmpty()) {
            throw new RefusedException("it is encrypted already, but not as the rules say: "
                    + String.join("; ", differences)
                    + ". For another KMS key alone: parquet-kms rotate; else: parquet-kms decrypt"
                    + " first");
        }
        return conversion.untouched(Outcome.ALREADY, names, "");
    }
}
