package io.parquetkms.parquet;

import io.parquetkms.policy.Datasets;
import io.parquetkms.process.DaemonThreads;
import io.parquetkms.process.KmsRuntime;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.security.UserGroupInformation;

/**
 * What the role of this process can read of the files in a directory, or of those that a glob means.
 *
 * @param path as it was asked for
 * @param access what was found
 * @param columns at the top of their schemas
 * @param partitions the columns that stand in the paths
 * @param keysAskedFor how many KEKs the KMS was asked for
 * @param identity who asked, as far as the settings tell: the Hadoop user, and whose credentials
 */
public record DirectoryLook(
        String path,
        DatasetAccess access,
        List<TopColumn> columns,
        List<String> partitions,
        int keysAskedFor,
        String identity) {

    private static final int THREADS = 16;

    public DirectoryLook {
        columns = List.copyOf(columns);
        partitions = List.copyOf(partitions);
    }

    /**
     * Looks at all of them, several at a time.
     *
     * @throws org.apache.parquet.crypto.ParquetCryptoRuntimeException if it can't be told whether a key can be had
     * @throws IOException if there are none, or one can't be read
     */
    public static DirectoryLook at(Configuration configuration, String path) throws IOException {
        List<Path> files = files(configuration, new Path(path));
        DatasetLook look = new DatasetLook(configuration);
        ExecutorService threads = DaemonThreads.pool("parquet-kms-look", Math.min(THREADS, files.size()));
        try {
            List<Future<?>> running = new ArrayList<>();
            for (Path file : files) {
                running.add(threads.submit(() -> {
                    look.at(file);
                    return file;
                }));
            }
            for (Future<?> one : running) {
                await(one);
            }
        } finally {
            threads.shutdownNow();
        }
        List<String> partitions = files.stream()
                .flatMap(file -> Datasets.partitionColumns(file).stream())
                .distinct()
                .toList();
        return new DirectoryLook(
                path, look.found(), look.columns(), partitions, look.keysAskedFor(), identity(configuration));
    }

    private static void await(Future<?> one) throws IOException {
        try {
            one.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException io) {
                throw io;
            }
            if (e.getCause() instanceof RuntimeException unchecked) {
                throw unchecked;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private static List<Path> files(Configuration configuration, Path path) throws IOException {
        FileSystem system = path.getFileSystem(configuration);
        FileStatus[] roots = system.globStatus(path);
        List<Path> files = new ArrayList<>();
        for (FileStatus root : roots == null ? new FileStatus[0] : roots) {
            RemoteIterator<LocatedFileStatus> all = system.listFiles(root.getPath(), true);
            while (all.hasNext()) {
                LocatedFileStatus file = all.next();
                if (file.getLen() > 0 && !isHidden(root.getPath(), file.getPath())) {
                    files.add(file.getPath());
                }
            }
        }
        if (files.isEmpty()) {
            throw new FileNotFoundException("There is no file in " + path);
        }
        return files;
    }

    /** As Spark has it; partition columns may begin with an underscore. */
    private static boolean isHidden(Path root, Path file) {
        for (Path below = file; below != null && !below.equals(root); below = below.getParent()) {
            String name = below.getName();
            if (name.startsWith(".") || (name.startsWith("_") && !name.contains("="))) {
                return true;
            }
        }
        return false;
    }

    private static String identity(Configuration configuration) throws IOException {
        String credentials = KmsRuntime.current().access(configuration).pinned().entrySet().stream()
                .filter(setting -> setting.getKey().endsWith(".credentials"))
                .map(setting -> ", " + setting.getKey() + "=" + setting.getValue())
                .collect(Collectors.joining());
        return "user " + UserGroupInformation.getCurrentUser().getShortUserName() + credentials;
    }
}
