package io.parquetkms.lake.encrypt;

import io.parquetkms.lake.FileWork;
import io.parquetkms.lake.LakeFile;
import io.parquetkms.lake.encrypt.Converted.Outcome;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/**
 * Turns encrypted files into plaintext: the way back from {@link Encrypt}, with the same care. Safe on any thread.
 */
record Decrypt(Attempt attempt) implements FileWork<Converted> {

    private static final String OTHER_WAY = "let the table's own engine write it again without keys";

    @Override
    public Converted with(Configuration configuration, LakeFile file) throws Exception {
        Conversion conversion = new Conversion(configuration, file, attempt);
        try (SourceFile source = conversion.open()) {
            if (!source.encrypted()) {
                return conversion.untouched(Outcome.ALREADY, List.of(), "");
            }
            String required = conversion.standing().required();
            if (!required.isEmpty()) {
                throw new RefusedException("plaintext is not allowed there: " + required
                        + ". Change that first, or copy the file elsewhere");
            }
            conversion.refuseInTables(OTHER_WAY);
            List<String> keys = FileLabels.of(source, conversion.standing()).keys();
            return attempt.dryRun()
                    ? conversion.untouched(Outcome.PLANNED, keys, "")
                    : conversion.replace(source, conversion.metadata(), null, keys);
        } catch (IOException | RuntimeException e) {
            return conversion.problem(Failure.of(file.path(), e));
        }
    }
}
