package io.parquetkms.lake.inspect;

import io.parquetkms.lake.FileProblem;
import io.parquetkms.lake.FileProblem.Kind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What stands in a lake, summed: by dataset, partition, column and KMS key. However many files there are, it stays small: of what there is
 * no end, so many are kept by name and the rest is summed. For one thread.
 */
public final class Inventory {

    static final int MAX_DATASETS = 10_000;
    static final int MAX_PARTITIONS = 10_000;
    static final int MAX_COLUMNS = 50_000;
    static final int MAX_KEYS = 10_000;
    static final int MAX_KEKS = 200_000;
    static final int MAX_PROBLEMS = 1_000;

    private final Totals totals = new Totals();
    private final Sums<DatasetInventory> datasets;
    private final Sums<KeyInventory> keys;
    private final Map<Kind, Long> problemCounts = new EnumMap<>(Kind.class);
    private final List<FileProblem> problems = new ArrayList<>();
    private long footerBytes;

    /** @param depth how many levels of partitions are summed one by one */
    public Inventory(int depth) {
        Room partitions = new Room(MAX_PARTITIONS);
        Room columns = new Room(MAX_COLUMNS);
        Room keks = new Room(MAX_KEKS);
        datasets = new Sums<>(new Room(MAX_DATASETS), () -> new DatasetInventory(depth, partitions, columns));
        keys = new Sums<>(new Room(MAX_KEYS), () -> new KeyInventory(keks));
    }

    /** One file more. */
    public void add(Inspection file) {
        totals.add(file);
        footerBytes += file.footerBytes();
        datasets.of(file.dataset()).add(file);
        addKeys(file);
        if (file.problem() != null) {
            add(file.problem());
        }
    }

    /** Something that is amiss without a file, such as a directory that can't be listed. */
    public void add(FileProblem problem) {
        problemCounts.merge(problem.kind(), 1L, Long::sum);
        if (problems.size() < MAX_PROBLEMS) {
            problems.add(problem);
        }
    }

    private void addKeys(Inspection file) {
        Map<String, Long> columns = new HashMap<>();
        for (ColumnInspection column : file.columns()) {
            if (column.protection() == Protection.COLUMN_KEY && column.key().isKnown()) {
                columns.merge(column.key().kmsKey(), 1L, Long::sum);
            }
        }
        NamedKey footer = file.footerKey();
        if (footer != null && footer.isKnown()) {
            columns.putIfAbsent(footer.kmsKey(), 0L);
        }
        columns.forEach((key, count) ->
                keys.of(key).addFile(file.file().length(), isOf(footer, key), count));
        file.keys().forEach(key -> keys.of(key.kmsKey()).addKey(key));
    }

    private static boolean isOf(@Nullable NamedKey footer, String key) {
        return footer != null && footer.kmsKey().equals(key);
    }

    /** Of all. */
    public Totals totals() {
        return totals;
    }

    /** By directory, without those of partitions; {@code (others)} after 10,000. */
    public Map<String, DatasetInventory> datasets() {
        return datasets.all();
    }

    /** By the KMS key's id, as files name it. */
    public Map<String, KeyInventory> keys() {
        return keys.all();
    }

    /** What is amiss with files and directories: the first 1,000. */
    public List<FileProblem> problems() {
        return problems;
    }

    /** How many there are of each kind. */
    public Map<Kind, Long> problemCounts() {
        return problemCounts;
    }

    /** Of all footers together. */
    public long footerBytes() {
        return footerBytes;
    }
}
