package io.parquetkms.activity;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What happened, in words: for a log's last line.
 *
 * @param statistics of all keyrings together
 * @param plaintextFiles as {@link PlaintextFiles#snapshot} gives them
 * @param written as {@link WrittenColumns#snapshot} gives them
 */
public record Summary(
        Statistics.Snapshot statistics,
        Map<PlaintextFiles.Kind, Long> plaintextFiles,
        Map<WrittenColumns.Part, ColumnNames> written) {

    /** So many are named. */
    private static final int DATASETS = 5;

    /**
     * The requests, what they cost, and the data keys they served.
     *
     * @param preflight requests before, to check the keys
     * @param dollarsPerRequest at list price
     */
    public String keys(long preflight, BigDecimal dollarsPerRequest) {
        long calls = statistics.calls().total();
        BigDecimal dollars = dollarsPerRequest.multiply(BigDecimal.valueOf(calls + preflight));
        String price = dollars.signum() == 0 ? "" : String.format(Locale.ROOT, ", $%s at list price", dollars);
        String checks = preflight == 0 ? "" : ", and " + preflight + " to check the keys at start";
        return String.format(
                Locale.ROOT,
                "Encryption keys: %,d KMS calls (%s)%s%s. %,d data keys wrapped, %,d unwrapped; %,d calls saved against one"
                        + " for each",
                calls,
                statistics.calls().byKind().isEmpty() ? "none" : statistics.calls(),
                checks,
                price,
                statistics.deksWrapped(),
                statistics.deksUnwrapped(),
                statistics.callsSaved());
    }

    /** What was written in plaintext, as further sentences; empty where nothing was. */
    public String plaintext() {
        return files() + columns();
    }

    private String files() {
        Map<String, Long> files = PlaintextFiles.byDataset(plaintextFiles);
        List<String> datasets = files.entrySet().stream()
                .map(dataset -> name(dataset.getKey()) + " (" + count(dataset.getValue(), "file", "files") + ")")
                .toList();
        return datasets.isEmpty()
                ? ""
                : ". " + count(files.size(), "dataset was", "datasets were") + " written in plaintext: "
                        + first(datasets);
    }

    private static String count(long number, String one, String many) {
        return String.format(Locale.ROOT, "%,d %s", number, number == 1 ? one : many);
    }

    private String columns() {
        List<String> datasets = WrittenColumns.inPlaintext(written).entrySet().stream()
                .filter(dataset -> !dataset.getValue().none())
                .map(dataset -> name(dataset.getKey()) + " (" + dataset.getValue() + ")")
                .toList();
        return datasets.isEmpty() ? "" : ". Columns in plaintext in encrypted files: " + first(datasets);
    }

    private static String name(String dataset) {
        return dataset.isEmpty() ? "files without a path" : dataset;
    }

    private static String first(List<String> datasets) {
        int others = datasets.size() - DATASETS;
        return datasets.stream().limit(DATASETS).collect(Collectors.joining("; "))
                + (others > 0 ? String.format(Locale.ROOT, "; … and %,d more datasets", others) : "");
    }
}
