package io.parquetkms.spark.enforce;

import io.parquetkms.config.InvalidConfigurationException;
import io.parquetkms.process.KmsRuntime;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** Whether the session still has the commit protocol that looks at files when tasks commit. */
final class CommitProtocolCheck {

    private final Session session;

    CommitProtocolCheck(Session session) {
        this.session = session;
    }

    /** @throws InvalidConfigurationException if a session has set another one, and the files must be encrypted */
    void check(PlannedWrite write) {
        String used = session.conf().fileCommitProtocolClass();
        if (used.equals(CheckedCommitProtocol.class.getName()) || !Enforcement.setsCommitProtocol()) {
            return;
        }
        Configuration configuration = write.configuration();
        for (Path directory : write.directories()) {
            Path file = new Path(directory, "part-00000");
            if (KmsRuntime.current()
                    .access(configuration)
                    .rules()
                    .of(configuration, file)
                    .required()) {
                throw new InvalidConfigurationException(Enforcement.COMMIT_PROTOCOL + " is " + used
                        + " in this session, which does not look at files before they are committed. Unset it there, and set"
                        + " it when the application starts: parquet-kms then uses it");
            }
        }
    }
}
