package io.parquetkms.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Where a file will stand once it is committed: committers have tasks write to directories of their own first, and keep what a task
 * writes below one (its partitions) as it is.
 *
 * <table>
 * <caption>The directories of committers</caption>
 * <tr><td>{@code FileOutputCommitter}</td><td>{@code out/_temporary/0/_temporary/attempt_…/}, {@code out/_temporary/0/task_…/}</td></tr>
 * <tr><td>manifest committer</td><td>{@code out/_temporary/manifest_…/0/tasks/attempt_…/}</td></tr>
 * <tr><td>S3A, magic</td><td>{@code out/__magic/job-…/00/tasks/attempt_…/__base/}, {@code out/__magic_job-…/…}</td></tr>
 * <tr><td>Spark, dynamic overwrite</td><td>{@code out/.spark-staging-…/_temporary/0/…}</td></tr>
 * <tr><td>Spark, a partition's own LOCATION</td><td>{@code out/.spark-staging-…/<UUID>-part-…}: where it goes, only the committer
 * knows</td></tr>
 * <tr><td>Hive</td><td>{@code out/.hive-staging_hive_…/-ext-10000/}, and {@code _tmp.}, {@code -tmp.} or {@code _task_tmp.} before {@code -ext}: goes
 * somewhere below {@code out}, since a static partition is not in the path</td></tr>
 * </table>
 */
final class Committers {

    private static final String TEMPORARY = "_temporary";
    private static final String SPARK_STAGING = ".spark-staging-";
    private static final String MAGIC = "__magic";
    private static final String MAGIC_BASE = "__base";

    private static final Pattern ANY =
            Pattern.compile("(^|/)(_temporary/|\\.spark-staging-|__magic(/|_job-)|\\.hive-staging|[^/]*_hive_\\d{4}-)");
    private static final Pattern HIVE_STAGING =
            Pattern.compile("\\.hive-staging.*|.*_hive_\\d{4}-\\d{2}-\\d{2}_\\d{2}-\\d{2}-\\d{2}_\\d+_.*");
    private static final Pattern HIVE_INNER =
            Pattern.compile("(_tmp\\.|-tmp\\.|_task_tmp\\.)?-(ext|mr)-\\d+(\\.moved)?");
    private static final Pattern OWN_LOCATION =
            Pattern.compile("\\p{XDigit}{8}-\\p{XDigit}{4}-\\p{XDigit}{4}-\\p{XDigit}{4}-\\p{XDigit}{12}-.*");

    private final String[] names;
    private final List<String> kept = new ArrayList<>();
    private int root = -1;
    private boolean temporary;
    private boolean sparkStaging;
    private boolean hive;

    /** How much of the destination the path tells. */
    enum Known {
        /** The file stands, or will stand, there. */
        EXACTLY,
        /** It will, somewhere below the root. */
        BELOW_ROOT,
        /** Only the committer knows. */
        NOT
    }

    /**
     * @param root the directory that the job writes to; the whole path where no committer's directory is in it
     * @param rest what is below the root, beginning with a slash
     * @param staged whether a committer's directory stood in between
     */
    record Destination(String root, String rest, Known known, boolean staged) {

        String path() {
            return root + rest;
        }
    }

    private Committers(String path) {
        names = path.split("/", -1);
    }

    /** @param path with or without scheme; its last name is that of the file, which is never taken for a committer's directory */
    static Destination destination(String path) {
        return ANY.matcher(path).find()
                ? new Committers(path).destination()
                : new Destination(path, "", Known.EXACTLY, false);
    }

    private Destination destination() {
        int last = names.length - 1;
        for (int i = 0; i < last; ) {
            i = next(i, last);
        }
        kept.add(names[last]);
        if (root < 0) {
            return new Destination(String.join("/", names), "", Known.EXACTLY, false);
        }
        List<String> rest = kept.subList(root, kept.size());
        return new Destination(
                String.join("/", kept.subList(0, root)), "/" + String.join("/", rest), known(rest), true);
    }

    private Known known(List<String> rest) {
        if (sparkStaging
                && !temporary
                && rest.size() == 1
                && OWN_LOCATION.matcher(rest.get(0)).matches()) {
            return Known.NOT;
        }
        return hive ? Known.BELOW_ROOT : Known.EXACTLY;
    }

    /** Takes one name, or all of a committer's. @return the next one's index */
    private int next(int i, int last) {
        String name = names[i];
        if (name.equals(TEMPORARY)) {
            temporary = true;
            return staging(afterTemporary(i + 1, last));
        }
        if (name.startsWith(SPARK_STAGING)) {
            sparkStaging = true;
            return staging(i + 1);
        }
        if (name.equals(MAGIC) || name.startsWith(MAGIC + "_job-")) {
            return staging(afterMagic(i + 1, last));
        }
        if (HIVE_STAGING.matcher(name).matches()) {
            hive = true;
            return staging(skip(i + 1, last, HIVE_INNER.asMatchPredicate().test(names[i + 1])));
        }
        kept.add(name);
        return i + 1;
    }

    private int staging(int next) {
        if (root < 0) {
            root = kept.size();
        }
        return next;
    }

    private int afterTemporary(int start, int last) {
        int i = skip(start, last, names[start].startsWith("manifest_"));
        i = skip(i, last, isNumber(names[i]));
        i = skip(i, last, names[i].equals(TEMPORARY) || names[i].equals("tasks"));
        return skip(i, last, isAttempt(names[i]));
    }

    /** As S3A does: what stands below the base, or else the file's name alone. */
    private int afterMagic(int start, int last) {
        for (int i = start; i < last; i++) {
            if (names[i].equals(MAGIC_BASE)) {
                return i + 1;
            }
        }
        return last;
    }

    private static int skip(int i, int last, boolean matches) {
        return matches && i < last ? i + 1 : i;
    }

    private static boolean isNumber(String name) {
        return !name.isEmpty() && name.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static boolean isAttempt(String name) {
        return name.startsWith("attempt_") || name.startsWith("_attempt_") || name.startsWith("task_");
    }
}
