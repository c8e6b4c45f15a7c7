package io.parquetkms.lake.audit;

import io.parquetkms.config.InvalidConfigurationException;
import io.parquetkms.kms.KeyAdministration;
import io.parquetkms.kms.KeyReader;
import io.parquetkms.kms.KmsError;
import io.parquetkms.kms.Provider;
import io.parquetkms.kms.Told;
import io.parquetkms.lake.LakeListing;
import io.parquetkms.lake.Workers;
import io.parquetkms.lake.inspect.DatasetInventory;
import io.parquetkms.lake.inspect.Inspector;
import io.parquetkms.lake.inspect.Inventory;
import io.parquetkms.process.KeyAccess;
import io.parquetkms.process.KmsRuntime;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.crypto.ParquetCryptoRuntimeException;

/**
 * Which column of which dataset is under which KMS key, and who may decrypt with it, as far as can be seen. Who may decrypt with a column's
 * key reads the column only with the footer's key, where footers are encrypted.
 *
 * @param inventory what stands in the files
 * @param readers by the key's id, as files name it
 * @param blindSpots what was not looked at
 */
public record LakeReaders(Inventory inventory, Map<String, Told<KeyReader>> readers, String blindSpots) {

    /** Stands for footers among columns. */
    public static final String FOOTERS = "(footers)";

    /** Of a column in plaintext. */
    public static final KeyReader EVERYBODY = new KeyReader("everybody who can read the files", "plaintext", "");

    /**
     * A line of it.
     *
     * @param dataset empty of footers, which are told of all datasets together
     * @param key empty of plaintext
     */
    public record Line(String dataset, String column, String key, long files, KeyReader reader) {}

    public LakeReaders {
        readers = Map.copyOf(readers);
    }

    /**
     * Looks at the footers of files, opening those that it may, and asks about each key once.
     *
     * @param paths files, directories or globs
     * @throws InvalidConfigurationException if the provider tells nothing of its keys
     */
    public static LakeReaders of(Configuration configuration, List<String> paths, Workers workers) throws IOException {
        return of(configuration, inventory(configuration, paths, workers));
    }

    static Inventory inventory(Configuration configuration, List<String> paths, Workers workers) throws IOException {
        Inventory inventory = new Inventory(0);
        workers.forEach(
                new LakeListing(configuration, paths, inventory::add), Inspector.withKeysOfFooters(), inventory::add);
        return inventory;
    }

    static LakeReaders of(Configuration configuration, Inventory inventory) {
        KeyAccess access = KmsRuntime.current().access(configuration);
        Map<String, Told<KeyReader>> readers = new TreeMap<>();
        try (KeyAdministration administration = administration(access.provider())) {
            for (String key : inventory.keys().keySet()) {
                readers.put(key, ask(access, administration, key));
            }
            return new LakeReaders(inventory, readers, administration.blindSpots());
        }
    }

    static KeyAdministration administration(Provider provider) {
        KeyAdministration administration = provider.administration();
        if (administration == null) {
            throw new InvalidConfigurationException(
                    "This provider of keys tells nobody who may use them: parquet.kms.provider=aws does");
        }
        return administration;
    }

    /** A file names any key; one that can't be used must not keep the others from being told of. */
    private static Told<KeyReader> ask(KeyAccess access, KeyAdministration administration, String key) {
        try {
            return administration.readers(access.keys().requested(key, false));
        } catch (ParquetCryptoRuntimeException e) {
            KmsError error = KmsError.of(e);
            if (error == null || error.isTransient()) {
                throw e;
            }
            return Told.nothing(String.valueOf(e.getMessage()));
        }
    }

    /** All lines, one after the other. */
    public void forEach(BiConsumer<Line, Boolean> lines) {
        inventory.keys().forEach((key, needs) -> {
            if (needs.footers() > 0) {
                each(new Line("", FOOTERS, key, needs.footers(), EVERYBODY), lines);
            }
        });
        inventory.datasets().forEach((dataset, columns) -> {
            for (String column : columns.columns()) {
                columns.keysOf(column).forEach((key, uses) -> each(line(dataset, column, key, uses), lines));
            }
        });
    }

    private static Line line(String dataset, String column, String key, DatasetInventory.Uses uses) {
        long files = key.isEmpty() ? uses.plaintext() : uses.ownKey() + uses.footerKey();
        return new Line(dataset, column, key, files, EVERYBODY);
    }

    /** With each reader of its key; the flag says whether there may be more. */
    private void each(Line line, BiConsumer<Line, Boolean> lines) {
        if (line.key().isEmpty()) {
            lines.accept(line, false);
            return;
        }
        Told<KeyReader> ofKey = readers.getOrDefault(line.key(), Told.nothing("not asked"));
        for (KeyReader reader : ofKey.values()) {
            lines.accept(new Line(line.dataset(), line.column(), line.key(), line.files(), reader), !ofKey.isAll());
        }
        if (ofKey.values().isEmpty()) {
            String who = ofKey.isAll() ? "nobody" : "not known";
            lines.accept(
                    new Line(line.dataset(), line.column(), line.key(), line.files(), new KeyReader(who, "", "")),
                    !ofKey.isAll());
        }
    }

    /** What could not be seen, by key. */
    public Map<String, String> unknown() {
        Map<String, String> unknown = new TreeMap<>();
        readers.forEach((key, told) -> {
            if (!told.isAll()) {
                unknown.put(key, told.unknown());
            }
        });
        return unknown;
    }

    /** Whether everything was looked at that can be. */
    public boolean isWhole() {
        return unknown().isEmpty() && inventory.problemCounts().isEmpty();
    }

    /** Its lines as a list, for few columns. */
    public List<Line> lines() {
        List<Line> all = new ArrayList<>();
        forEach((line, more) -> all.add(line));
        return all;
    }
}
