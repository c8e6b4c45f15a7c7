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

    /**
     * A session that names the application's own once more, as every {@code SparkSession.builder().config(conf)} does, gets back the one
     * that looks at files and then lets that one work.
     *
     * @throws InvalidConfigurationException if a session has set another one, and the files must be encrypted
     */
    void check(PlannedWrite write) {
        String used = session.conf().fileCommitProtocolClass();
        if (used.equals(CheckedCommitProtocol.class.getName()) || !Enforcement.setsCommitProtocol()) {
            return;
        }
        if (used.equals(Enforcement.usersProtocol())) {
            session.conf().setConfString(Enforcement.COMMIT_PROTOCOL, CheckedCommitProtocol.class.getName());
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
