package io.parquetkms.lake.inspect;

import java.util.List;
import java.util.Map;

/** What stands in one dataset. */
public final class DatasetInventory {

    /** Of a column that is in plaintext, among KMS keys. */
    public static final String PLAINTEXT = "";

    private final int depth;
    private final PartitionInventory root;
    private final Sums<Sums<Uses>> columns;
    private final Sums<Uses> footers;

    /** How many files have a column under a key. */
    public static final class Uses {

        private long ownKey;
        private long footerKey;
        private long plaintext;

        private void add(Protection protection) {
            switch (protection) {
                case COLUMN_KEY -> ownKey++;
                case FOOTER_KEY -> footerKey++;
                case PLAINTEXT -> plaintext++;
            }
        }

        /** In which the column has a key of its own. */
        public long ownKey() {
            return ownKey;
        }

        /** In which it is under the footer's. */
        public long footerKey() {
            return footerKey;
        }

        /** In which it is in plaintext. */
        public long plaintext() {
            return plaintext;
        }
    }

    DatasetInventory(int depth, Room partitions, Room columns) {
        this.depth = depth;
        root = new PartitionInventory(partitions);
        this.columns = new Sums<>(columns, () -> new Sums<>(columns, Uses::new));
        footers = new Sums<>(columns, Uses::new);
    }

    void add(Inspection file) {
        NamedKey ofFooter = file.footerKey();
        if (ofFooter != null) {
            footers.of(ofFooter.kmsKey()).add(Protection.FOOTER_KEY);
        }
        List<String> partitions = file.partitions();
        root.add(file, partitions.subList(0, Math.min(depth, partitions.size())));
        for (ColumnInspection column : file.columns()) {
            columns.of(column.name()).of(column.key().kmsKey()).add(column.protection());
        }
    }

    /** Of all its files. */
    public Totals totals() {
        return root.totals();
    }

    /** Its partitions. */
    public PartitionInventory partitions() {
        return root;
    }

    /** Columns' names. */
    public List<String> columns() {
        return List.copyOf(columns.all().keySet());
    }

    /** The KMS keys of a column; {@link #PLAINTEXT} where it has none, or the file does not tell. */
    public Map<String, Uses> keysOf(String column) {
        return columns.of(column).all();
    }

    /** The KMS keys of its files' footers, encrypted or signed; an empty id where a file does not tell. */
    public Map<String, Uses> footers() {
        return footers.all();
    }
}
