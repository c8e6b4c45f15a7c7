package io.parquetkms.tools;

import io.parquetkms.lake.FileProblem;
import io.parquetkms.lake.inspect.ByteShares;
import io.parquetkms.lake.inspect.ColumnInspection;
import io.parquetkms.lake.inspect.DatasetInventory;
import io.parquetkms.lake.inspect.DatasetInventory.Uses;
import io.parquetkms.lake.inspect.FooterContents;
import io.parquetkms.lake.inspect.FooterMode;
import io.parquetkms.lake.inspect.Inspection;
import io.parquetkms.lake.inspect.Inventory;
import io.parquetkms.lake.inspect.KeyInventory;
import io.parquetkms.lake.inspect.NamedKey;
import io.parquetkms.lake.inspect.PartitionInventory;
import io.parquetkms.lake.inspect.Percent;
import io.parquetkms.lake.inspect.Protection;
import io.parquetkms.lake.inspect.Totals;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code inspect} answers: files as they come, then their sums. For one thread. */
final class InspectReport {

    private final Report report;
    private final Inventory inventory;
    private final boolean forPeople;
    private final boolean files;

    /**
     * Of an inventory.
     *
     * @param forPeople who see partitions as a tree
     * @param files whether each has a line
     */
    InspectReport(Report report, Inventory inventory, boolean forPeople, boolean files) {
        this.report = report;
        this.inventory = inventory;
        this.forPeople = forPeople;
        this.files = files;
    }

    void begin() throws IOException {
        if (files) {
            report.files(
                    "bytes",
                    "footer",
                    "algorithm",
                    "footerKey",
                    "wrapping",
                    "footerKek",
                    "aadPrefix",
                    "rows",
                    "kmsCalls",
                    "columns",
                    "createdBy",
                    "amiss");
        }
    }

    /** Another file. */
    void add(Inspection file) {
        inventory.add(file);
        if (!files) {
            return;
        }
        try {
            FileProblem problem = file.problem();
            if (problem != null && file.mode() == FooterMode.UNKNOWN) {
                report.problem(problem);
            } else {
                row(file, problem);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of a directory. */
    void add(FileProblem problem) throws IOException {
        inventory.add(problem);
        if (files) {
            report.problem(problem);
        }
    }

    private void row(Inspection file, @Nullable FileProblem problem) throws IOException {
        NamedKey footer = file.footerKey();
        FooterContents contents = file.contents();
        report.row(
                file.file().path(),
                new ByteCount(file.file().length()),
                file.mode(),
                file.algorithm(),
                footer == null ? "" : footer.kmsKey(),
                footer == null ? "" : wrapping(footer),
                footer == null ? "" : footer.kekId(),
                file.aadPrefix(),
                contents == null ? "" : contents.rows(),
                file.kmsCalls(),
                file.columns().stream().map(InspectReport::column).toList(),
                contents == null ? "" : contents.createdBy(),
                problem == null ? "" : problem.kind() + ": " + problem.reason());
    }

    private static String wrapping(NamedKey key) {
        return key.wrapping() + (key.external() ? ", external" : "");
    }

    private static Map<String, Object> column(ColumnInspection column) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("name", column.name());
        values.put("protection", column.protection());
        if (column.protection() == Protection.COLUMN_KEY) {
            values.put("key", column.key().kmsKey());
            values.put("kek", column.key().kekId());
        }
        return values;
    }

    /** The sums of all. */
    void end() throws IOException {
        datasets();
        partitions();
        keys();
        columns();
        if (!files) {
            problems();
        }
        report.summary(summary());
    }

    private void datasets() throws IOException {
        report.table(
                "datasets",
                "dataset",
                "files",
                "bytes",
                "encryptedFiles",
                "encryptedBytes",
                "plaintextFooters",
                "columnKeyBytes",
                "footerKeyBytes",
                "plaintextColumnBytes",
                "plaintextFileBytes",
                "unknownBytes");
        for (Map.Entry<String, DatasetInventory> one : inventory.datasets().entrySet()) {
            Totals totals = one.getValue().totals();
            ByteShares shares = totals.shares();
            report.row(
                    one.getKey(),
                    totals.files(),
                    new ByteCount(totals.bytes()),
                    totals.encryptedFiles(),
                    new ByteCount(totals.encryptedBytes()),
                    totals.files(FooterMode.PLAINTEXT_FOOTER),
                    new ByteCount(shares.columnKey()),
                    new ByteCount(shares.footerKey()),
                    new ByteCount(shares.plaintextColumns()),
                    new ByteCount(shares.plaintextFiles()),
                    new ByteCount(shares.unknown()));
        }
    }

    private void partitions() throws IOException {
        if (inventory.datasets().values().stream()
                .allMatch(one -> one.partitions().below().isEmpty())) {
            return;
        }
        report.table("partitions", "partition", "encrypted", "encryptedFiles", "files", "bytes", "amiss");
        for (Map.Entry<String, DatasetInventory> one : inventory.datasets().entrySet()) {
            PartitionInventory root = one.getValue().partitions();
            if (!root.below().isEmpty()) {
                partition("", one.getKey(), one.getKey(), root);
            }
        }
    }

    private void partition(String indent, String name, String path, PartitionInventory partition) throws IOException {
        Totals totals = partition.totals();
        double share = (double) totals.encryptedBytes() / totals.bytes();
        report.row(
                forPeople ? indent + name : path,
                forPeople ? Percent.bar(share) + " " + Percent.of(share) : share,
                totals.encryptedFiles(),
                totals.files(),
                new ByteCount(totals.bytes()),
                totals.problems());
        for (Map.Entry<String, PartitionInventory> below : partition.below().entrySet()) {
            partition(indent + "  ", below.getKey(), path + "/" + below.getKey(), below.getValue());
        }
    }

    private void keys() throws IOException {
        if (inventory.keys().isEmpty()) {
            return;
        }
        report.table("keys", "key", "files", "bytes", "footers", "columns", "keks", "wrapping", "external");
        for (Map.Entry<String, KeyInventory> one : inventory.keys().entrySet()) {
            KeyInventory key = one.getValue();
            report.row(
                    one.getKey(),
                    key.files(),
                    new ByteCount(key.bytes()),
                    key.footers(),
                    key.columns(),
                    (key.moreKeks() ? "more than " : "") + key.distinctKeks(),
                    List.copyOf(key.wrappings().keySet()),
                    key.external() > 0);
        }
    }

    private void columns() throws IOException {
        if (inventory.datasets().values().stream().allMatch(one -> one.columns().isEmpty())) {
            return;
        }
        report.table("columns", "dataset", "column", "key", "ownKeyFiles", "footerKeyFiles", "plaintextFiles");
        for (Map.Entry<String, DatasetInventory> one : inventory.datasets().entrySet()) {
            for (String column : one.getValue().columns()) {
                columns(one.getKey(), column, one.getValue().keysOf(column));
            }
        }
    }

    private void columns(String dataset, String column, Map<String, Uses> keys) throws IOException {
        for (Map.Entry<String, Uses> key : keys.entrySet()) {
            Uses uses = key.getValue();
            report.row(dataset, column, key.getKey(), uses.ownKey(), uses.footerKey(), uses.plaintext());
        }
    }

    private void problems() throws IOException {
        if (inventory.problems().isEmpty()) {
            return;
        }
        report.table("problems", "path", "problem", "reason");
        for (FileProblem problem : inventory.problems()) {
            report.row(problem.path(), problem.kind(), problem.reason());
        }
    }

    private Map<String, Object> summary() {
        Totals totals = inventory.totals();
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("files", totals.files());
        summary.put("bytes", new ByteCount(totals.bytes()));
        summary.put("encryptedFiles", totals.encryptedFiles());
        summary.put("encryptedBytes", new ByteCount(totals.encryptedBytes()));
        summary.put("encryptedColumnBytes", new ByteCount(totals.shares().encrypted()));
        summary.put("plaintextFiles", totals.files(FooterMode.PLAINTEXT_FILE));
        summary.put("footerBytes", new ByteCount(inventory.footerBytes()));
        Map<String, Object> problems = new LinkedHashMap<>();
        inventory.problemCounts().forEach((kind, count) -> problems.put(kind.toString(), count));
        if (!problems.isEmpty()) {
            summary.put("amiss", problems);
        }
        return summary;
    }
}
