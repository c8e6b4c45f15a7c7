package io.parquetkms.lake.replace;

import io.parquetkms.lake.LakeFile;
import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;

/** Gives all files of a directory another end, again and again, until it is killed; says so before each. Arguments: the directory. */
final class ReplacingProcess {

    static final RunId RUN = new RunId("run-1");

    /** As long as several buffers of the copy. */
    static final int KEPT = 3 << 20;

    static final int TAIL = 100_000;

    private ReplacingProcess() {}

    public static void main(String[] arguments) throws IOException {
        try (LocalFileSystem local = local()) {
            Replacement replacement = Replacements.of(local.getConf(), local, RUN, false);
            for (byte mark = 1; ; mark++) {
                for (FileStatus status : local.listStatus(new Path(arguments[0]))) {
                    if (!status.getPath().getName().startsWith(".")) {
                        System.out.println("replacing");
                        replacement.tail(listed(status), KEPT, tail(mark), candidate -> {});
                    }
                }
            }
        }
    }

    /** Without looking for all file systems that there are, which takes longer than all else. */
    static LocalFileSystem local() throws IOException {
        LocalFileSystem local = new LocalFileSystem();
        local.initialize(URI.create("file:///"), new Configuration(false));
        return local;
    }

    static LakeFile listed(FileStatus status) {
        return new LakeFile(status.getPath().toString(), status.getLen(), status.getModificationTime());
    }

    private static byte[] tail(byte mark) {
        byte[] tail = new byte[TAIL];
        Arrays.fill(tail, mark);
        return tail;
    }
}
