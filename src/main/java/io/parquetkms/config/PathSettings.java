package io.parquetkms.config;

import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * What a Hadoop configuration says about paths, in the properties of Hadoop and Hive. It belongs to a job or a session, so each is read
 * when it is asked for, from the configuration that comes with the file.
 */
public final class PathSettings {

    private static final String DEFAULT_FILE_SYSTEM = "fs.defaultFS";
    private static final String LOCAL = "file:///";
    private static final String OUTPUT_DIRECTORY = "mapreduce.output.fileoutputformat.outputdir";
    private static final String OLD_OUTPUT_DIRECTORY = "mapred.output.dir";
    private static final String HIVE_STAGING = "hive.exec.stagingdir";
    private static final String MOUNT_TABLES = "fs.viewfs.mounttable.";

    private static final String NAME_NODES = "dfs.namenode.";
    private static final String ADDRESS = "-address.";

    private final Configuration configuration;

    public PathSettings(Configuration configuration) {
        this.configuration = configuration;
    }

    /**
     * One entry of a mount table of {@code viewfs}.
     *
     * @param table its name
     * @param kind {@code link} and the others that Hadoop knows, such as {@code linkFallback}
     * @param source the directory in the view; {@code /} for the kinds that have none
     * @param target the URI behind it; several with {@code linkNfly}
     */
    public record Mount(String table, String kind, String source, String target) {}

    /** Where a path without scheme is, as a URI. */
    public String defaultFileSystem() {
        String value = configuration.getTrimmed(DEFAULT_FILE_SYSTEM, LOCAL);
        if (value.isEmpty() || value.equals("local")) {
            return LOCAL;
        }
        return value.indexOf(':') > 0 && value.contains(":/") ? value : "hdfs://" + value; // as Hadoop reads old values
    }

    /** Where the job's output goes; null where this is no job, or has none. */
    public @Nullable String outputDirectory() {
        String value = configuration.getTrimmed(OUTPUT_DIRECTORY, configuration.getTrimmed(OLD_OUTPUT_DIRECTORY, ""));
        return value.isEmpty() ? null : value;
    }

    /** Whether Hive writes first to a directory that is not below the destination. */
    public boolean hiveStagesElsewhere() {
        String value = configuration.getTrimmed(HIVE_STAGING, "");
        return value.startsWith("/") || value.contains(":/");
    }

    /**
     * A NameNode of a name service.
     *
     * @param service the logical name
     * @param address host and port
     */
    public record NameNode(String service, String address) {}

    /** The NameNodes of all name services. Goes through all properties. */
    public List<NameNode> nameNodes() {
        List<NameNode> nodes = new ArrayList<>();
        StoredProperties.forEach(configuration, name -> name.startsWith(NAME_NODES), (name, value) -> {
            int service = name.indexOf(ADDRESS);
            if (service > 0) {
                String rest = name.substring(service + ADDRESS.length());
                nodes.add(new NameNode(firstWord(rest), configuration.getTrimmed(name, value)));
            }
        });
        return nodes;
    }

    /** All mount tables. Goes through all properties. */
    public List<Mount> mounts() {
        List<Mount> mounts = new ArrayList<>();
        StoredProperties.forEach(
                configuration, name -> name.startsWith(MOUNT_TABLES) && name.contains(".link"), (name, value) -> {
                    Mount mount = mount(name.substring(MOUNT_TABLES.length()), configuration.getTrimmed(name, value));
                    if (mount != null) {
                        mounts.add(mount);
                    }
                });
        return mounts;
    }

    /** @param name {@code table.kind.source}, or {@code table.kind}; a source begins with a slash */
    private static @Nullable Mount mount(String name, String target) {
        int kind = name.indexOf(".link");
        if (kind < 0) {
            return null;
        }
        int source = name.indexOf("./", kind);
        String table = name.substring(0, kind);
        return source < 0
                ? new Mount(table, firstWord(name.substring(kind + 1)), "/", target)
                : new Mount(table, firstWord(name.substring(kind + 1, source)), name.substring(source + 1), target);
    }

    /** Options may follow a kind, a NameNode follows a service. */
    private static String firstWord(String words) {
        int dot = words.indexOf('.');
        return dot < 0 ? words : words.substring(0, dot);
    }
}
