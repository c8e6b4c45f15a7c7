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
import io.parquetkms.lake.inspect.Inspection;
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
import java.util.function.Consumer;
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

    /** Of what is under a key that the file does not tell. */
    private static final KeyReader NOT_KNOWN = new KeyReader("not known", "", "");

    /**
     * A line of it.
     *
     * @param column {@link #FOOTERS} of what opens a dataset's files, without which no key of a column reads it
     * @param key empty of plaintext, or where the file does not tell
     */
    public record Line(String dataset, String column, String key, long files, KeyReader reader) {

        private Line with(KeyReader another) {
            return new Line(dataset, column, key, files, another);
        }
    }

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
        return of(configuration, paths, workers, file -> {});
    }

    /** The same, and tells of each file, by this thread. */
    public static LakeReaders of(
            Configuration configuration, List<String> paths, Workers workers, Consumer<Inspection> files)
            throws IOException {
        return of(configuration, inventory(configuration, paths, workers, files));
    }

    static Inventory inventory(
            Configuration configuration, List<String> paths, Workers workers, Consumer<Inspection> files)
            throws IOException {
        Inventory inventory = new Inventory(0);
        workers.forEach(
                new LakeListing(configuration, paths, inventory::add),
                Inspector.withKeysOfFooters(),
                (Inspection file) -> {
                    inventory.add(file);
                    files.accept(file);
                });
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

    /** All lines, one after the other: of each dataset its footers, then its columns. */
    public void forEach(BiConsumer<Line, Boolean> lines) {
        inventory.datasets().forEach((dataset, contents) -> {
            contents.footers().forEach((key, uses) -> each(dataset, FOOTERS, key, uses, lines));
            for (String column : contents.columns()) {
                contents.keysOf(column).forEach((key, uses) -> each(dataset, column, key, uses, lines));
            }
        });
    }

    private void each(
            String dataset, String column, String key, DatasetInventory.Uses uses, BiConsumer<Line, Boolean> lines) {
        if (uses.plaintext() > 0) {
            lines.accept(new Line(dataset, column, "", uses.plaintext(), EVERYBODY), false);
        }
        long encrypted = uses.ownKey() + uses.footerKey();
        if (encrypted > 0 && key.isEmpty()) {
            lines.accept(new Line(dataset, column, "", encrypted, NOT_KNOWN), true);
        } else if (encrypted > 0) {
            each(new Line(dataset, column, key, encrypted, NOT_KNOWN), lines);
        }
    }

    /** With each reader of its key; the flag says whether there may be more. */
    private void each(Line line, BiConsumer<Line, Boolean> lines) {
        Told<KeyReader> ofKey = readers.getOrDefault(line.key(), Told.nothing("not asked"));
        for (KeyReader reader : ofKey.values()) {
            lines.accept(line.with(reader), !ofKey.isAll());
        }
        if (ofKey.values().isEmpty()) {
            lines.accept(ofKey.isAll() ? line.with(new KeyReader("nobody", "", "")) : line, !ofKey.isAll());
        }
    }

    /** Keys by which anybody may decrypt, of any account: encryption keeps the data from nobody who can read the files. */
    public List<String> openKeys() {
        return readers.entrySet().stream()
                .filter(key -> key.getValue().values().stream().anyMatch(KeyReader::isAnybody))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /** Of one of these, for people. */
    public static String warning(String openKey) {
        return KeyReader.ANYBODY + ", may decrypt with " + openKey
                + ": its key policy allows everybody without a condition. Whoever gets at the files reads them";
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
