package io.parquetkms.lake.audit;

import io.parquetkms.config.Settings;
import io.parquetkms.kms.KeyAdministration;
import io.parquetkms.kms.KeyDescription;
import io.parquetkms.kms.KeyHistory;
import io.parquetkms.kms.KeyId;
import io.parquetkms.kms.KeyReader;
import io.parquetkms.kms.Kms;
import io.parquetkms.kms.Provider;
import io.parquetkms.kms.Told;
import io.parquetkms.lake.Workers;
import io.parquetkms.lake.inspect.DatasetInventory;
import io.parquetkms.lake.inspect.Inspection;
import io.parquetkms.lake.inspect.Inventory;
import io.parquetkms.lake.inspect.KeyInventory;
import io.parquetkms.process.KeyAccess;
import io.parquetkms.process.KmsRuntime;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;

/**
 * Whether a KMS key can go: what still needs it, and what the KMS remembers of it. Nothing is changed; deleting a key makes all that it
 * wrapped unreadable for ever.
 *
 * @param at what was looked at
 * @param key as the KMS has it
 * @param files that name it, in any way
 * @param footers of these, whose footer needs it
 * @param columns of these, with a key of their own under it
 * @param distinctKeks that it wrapped
 * @param looked how many files were looked at
 * @param needs why it can't go, for people; none: nothing was found that needs it
 * @param unknown what could not be looked at
 */
public record Retirement(
        List<String> at,
        KeyDescription key,
        KeyHistory history,
        Told<KeyReader> readers,
        long files,
        long footers,
        long columns,
        long distinctKeks,
        long looked,
        List<String> needs,
        List<String> unknown) {

    /** What the answer is. */
    public enum Verdict {
        /** Nothing that was looked at needs it. */
        NOT_NEEDED,
        /** Something needs it. */
        NEEDED,
        /** Something could not be looked at: take it as needed. */
        UNKNOWN
    }

    public Retirement {
        at = List.copyOf(at);
        needs = List.copyOf(needs);
        unknown = List.copyOf(unknown);
    }

    /** The answer. */
    public Verdict verdict() {
        if (!needs.isEmpty()) {
            return Verdict.NEEDED;
        }
        return unknown.isEmpty() ? Verdict.NOT_NEEDED : Verdict.UNKNOWN;
    }

    /**
     * Finds out.
     *
     * @param key a name of the configuration, or an id
     * @param paths of the lake: files, directories or globs
     */
    public static Retirement of(Configuration configuration, String key, List<String> paths, Workers workers)
            throws IOException {
        return of(configuration, key, paths, workers, file -> {});
    }

    /** The same, and tells of each file, by this thread. */
    public static Retirement of(
            Configuration configuration, String key, List<String> paths, Workers workers, Consumer<Inspection> files)
            throws IOException {
        KeyAccess access = KmsRuntime.current().access(configuration);
        KeyId id = access.keys().requested(access.settings().keys().getOrDefault(key, key), false);
        try (KeyAdministration administration = LakeReaders.administration(access.provider());
                Kms kms = access.provider().open()) {
            KeyDescription description = kms.describe(id);
            KeyHistory history = administration.history(id);
            Told<KeyReader> readers = administration.readers(id);
            Inventory inventory = LakeReaders.inventory(configuration, paths, workers, files);
            return new Search(access, description, history, readers, inventory).retirement(paths);
        }
    }

    private static final class Search {

        private final KeyAccess access;
        private final Provider provider;
        private final KeyDescription key;
        private final KeyHistory history;
        private final Told<KeyReader> readers;
        private final Inventory inventory;
        private final List<String> needs = new ArrayList<>();
        private final List<String> unknown = new ArrayList<>();

        Search(KeyAccess access, KeyDescription key, KeyHistory history, Told<KeyReader> readers, Inventory inventory) {
            this.access = access;
            provider = access.provider();
            this.key = key;
            this.history = history;
            this.readers = readers;
            this.inventory = inventory;
        }

        Retirement retirement(List<String> paths) {
            long files = 0;
            long footers = 0;
            long columns = 0;
            long keks = 0;
            for (Map.Entry<String, KeyInventory> named : inventory.keys().entrySet()) {
                if (means(named.getKey())) {
                    files += named.getValue().files();
                    footers += named.getValue().footers();
                    columns += named.getValue().columns();
                    keks += named.getValue().distinctKeks();
                } else if (provider.trustedPattern(named.getKey()) == null) {
                    unknown.add(named.getValue().files() + " files name '" + named.getKey()
                            + "', which doesn't say which key it was when they were written");
                }
            }
            addUntold();
            if (files > 0) {
                needs.add("files: " + files);
            }
            inventory
                    .problemCounts()
                    .forEach((kind, count) ->
                            unknown.add(count + " files or directories could not be looked into: " + kind));
            addSettings();
            addHistory();
            return new Retirement(
                    paths,
                    key,
                    history,
                    readers,
                    files,
                    footers,
                    columns,
                    keks,
                    inventory.totals().files(),
                    needs,
                    unknown);
        }

        /** Foreign key material may be under any key. */
        private void addUntold() {
            inventory.datasets().forEach((dataset, contents) -> {
                boolean untold = isUntold(contents.footers())
                        || contents.columns().stream().anyMatch(column -> isUntold(contents.keysOf(column)));
                if (untold) {
                    unknown.add("files of " + dataset + " don't tell under which key they are");
                }
            });
        }

        private static boolean isUntold(Map<String, DatasetInventory.Uses> keys) {
            DatasetInventory.Uses uses = keys.get("");
            return uses != null && uses.ownKey() + uses.footerKey() > 0;
        }

        /** By its ARN or a replica's, its id, an alias that leads to it now, or a name of the settings. */
        private boolean means(String named) {
            String id = access.settings().keys().getOrDefault(named, named);
            return provider.isSameKey(key.keyId(), id)
                    || key.keyId().endsWith("/" + id)
                    || history.aliases().values().stream()
                            .anyMatch(alias -> id.equals(alias) || id.endsWith(":" + alias));
        }

        private void addSettings() {
            Settings settings = access.settings();
            new TreeMap<>(settings.keys()).forEach((name, id) -> {
                if (means(id)) {
                    needs.add("the configuration or policy names it '" + name + "'");
                }
            });
            settings.encryptionKeys().stream()
                    .filter(used -> !settings.keys().containsKey(used) && means(used))
                    .sorted()
                    .forEach(used -> needs.add("the configuration or policy encrypts with " + used));
            if (settings.trustedKeys().stream().anyMatch(this::means)) {
                needs.add("parquet.kms.trusted.keys names it");
            }
        }

        private void addHistory() {
            history.aliases()
                    .values()
                    .forEach(alias -> needs.add(alias + " leads to it: jobs may use it by that name"));
            add("when it was last used", history.lastUse());
            add("its rotations", history.rotations());
            add("its aliases", history.aliases());
            add("who may decrypt with it", readers);
        }

        private void add(String what, Told<?> told) {
            if (!told.isAll()) {
                unknown.add(what + " (" + told.unknown() + ")");
            }
        }
    }
}
