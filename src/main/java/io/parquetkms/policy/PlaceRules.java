package io.parquetkms.policy;

import io.parquetkms.config.ColumnOptions;
import io.parquetkms.config.ColumnOptions.Unmatched;
import io.parquetkms.config.EncryptionOptions;
import io.parquetkms.config.InvalidConfigurationException;
import io.parquetkms.config.KmsProperties;
import io.parquetkms.config.ParquetProperties;
import io.parquetkms.config.Property;
import io.parquetkms.config.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/**
 * What holds for the files of one place: what the policy says of it, and what settings add. Later ones only tighten: a column that the
 * policy, or the settings at start, give a key keeps it. Safe on any thread.
 */
public final class PlaceRules {

    private static final String WHOLE_LOG = "what a table format writes about its table is encrypted whole";

    private final @Nullable EncryptionOptions options;
    private final ColumnOptions columns;
    private final List<RuleSet> ruleSets;
    private final boolean required;
    private final SortedMap<String, String> encryptionContext;
    private final @Nullable PolicyPlace place;
    private final Property footerProperty;
    private final boolean wholeLog;
    private final @Nullable String refusal;
    private final KnownSchemas schemas = new KnownSchemas();

    private PlaceRules(
            @Nullable EncryptionOptions options,
            ColumnOptions columns,
            List<RuleSet> ruleSets,
            boolean required,
            SortedMap<String, String> encryptionContext,
            @Nullable PolicyPlace place,
            Property footerProperty,
            boolean wholeLog,
            @Nullable String refusal) {
        this.options = options;
        this.columns = columns;
        this.ruleSets = List.copyOf(ruleSets);
        this.required = required;
        this.encryptionContext = encryptionContext;
        this.place = place;
        this.footerProperty = footerProperty;
        this.wholeLog = wholeLog;
        this.refusal = refusal;
    }

    /**
     * Finds it.
     *
     * @param atStart what the application was started with; null where {@code settings} are all that there are
     * @param place null where the policy says nothing
     * @param covered whether settings say that files there must be encrypted
     * @param log whether it is what a table format writes about a table: {@link TableLogs}
     * @throws InvalidConfigurationException if the encryption context of the settings would change the policy's
     */
    static PlaceRules of(
            Settings settings, @Nullable Settings atStart, @Nullable PolicyPlace place, boolean covered, boolean log) {
        Settings effective = settings;
        String refusal = place == null || place.refusal() == null
                ? null
                : "Refusing to write there, by " + place.source() + ": " + place.refusal();
        List<RuleSet> ruleSets = new ArrayList<>();
        if (place != null && !place.decided().isEmpty()) {
            try {
                effective = settings.under(place.decided(), atStart, place.source());
            } catch (InvalidConfigurationException e) { // who only reads there may have keys for other places
                refusal = e.getMessage();
                effective = settings.under(place.decided(), settings, place.source());
            }
            ruleSets.add(place.rules());
        }
        if (atStart != null) {
            ruleSets.add(RuleSet.of(atStart.columns()));
        }
        ruleSets.add(RuleSet.of(effective.columns()));
        ruleSets = ruleSets.stream()
                .filter(set -> !set.rules().isEmpty())
                .distinct()
                .toList();
        boolean required = covered || (place != null && place.required());
        EncryptionOptions options = effective.encryption();
        boolean wholeLog =
                options != null && log && (required || !mayBeLeftAlone(options, effective.columns(), ruleSets));
        if (options != null && wholeLog) {
            options = options.whole();
            ruleSets = List.of();
        }
        return new PlaceRules(
                options,
                effective.columns(),
                ruleSets,
                required,
                PlaceContext.of(settings, atStart, place),
                place,
                effective.values().text(ParquetProperties.UNIFORM_KEY) == null
                        ? ParquetProperties.FOOTER_KEY
                        : ParquetProperties.UNIFORM_KEY,
                wholeLog,
                refusal);
    }

    /** Whether files that no rule fits stay in plaintext: those of other tables, and what is written about these. */
    private static boolean mayBeLeftAlone(EncryptionOptions options, ColumnOptions columns, List<RuleSet> ruleSets) {
        return !options.uniform()
                && options.columns().isEmpty()
                && !options.completeColumns()
                && columns.unmatched(false) == Unmatched.PLAINTEXT
                && ruleSets.stream().noneMatch(RuleSet::missingFails);
    }

    /** By these alone. */
    static PlaceRules of(EncryptionOptions options, ColumnOptions columns, boolean required) {
        RuleSet own = RuleSet.of(columns);
        return new PlaceRules(
                options,
                columns,
                own.rules().isEmpty() ? List.of() : List.of(own),
                required,
                new TreeMap<>(),
                null,
                options.uniform() ? ParquetProperties.UNIFORM_KEY : ParquetProperties.FOOTER_KEY,
                false,
                null);
    }

    /**
     * How files are encrypted, but for their columns; null where no key is configured.
     *
     * @throws InvalidConfigurationException if none can be written there, saying why: the settings would relax what the policy says;
     *     or which keys they would have can't be told
     */
    public @Nullable EncryptionOptions options() {
        if (refusal != null) {
            throw new InvalidConfigurationException(refusal);
        }
        return options;
    }

    /** What holds for all of their columns. */
    public ColumnOptions columns() {
        return columns;
    }

    /** In the order in which they are asked. */
    List<RuleSet> ruleSets() {
        return ruleSets;
    }

    /** Who names the footer's key, for people: the policy's place, or a property. */
    public String footerDecidedBy() {
        if (place != null && place.decided().containsKey(ParquetProperties.FOOTER_KEY)) {
            return place.source();
        }
        return wholeLog ? WHOLE_LOG : footerProperty.name();
    }

    /** Who says what holds of a property there, for people: the policy's place, or the property itself. */
    public String decidedBy(Property property) {
        return place != null && place.decided().containsKey(property) ? place.source() : property.name();
    }

    /** Why columns that nobody listed are encrypted, or are not, as a part of a sentence for people. */
    public String whyUnmatched() {
        String value = unmatched().name().toLowerCase(Locale.ROOT);
        if (wholeLog) {
            return WHOLE_LOG;
        }
        if (place != null && value.equals(place.decided().get(KmsProperties.COLUMNS_UNMATCHED))) {
            return place.source() + " says " + value;
        }
        if (options != null && options.uniform()) {
            return footerDecidedBy() + " is for everything";
        }
        if (columns.unmatched() != null) {
            return KmsProperties.COLUMNS_UNMATCHED + "=" + value;
        }
        if (options != null && options.completeColumns()) {
            return ParquetProperties.COMPLETE_COLUMNS + "=true";
        }
        return value.equals("footer")
                ? "the footer's key is the default where files must be encrypted"
                : KmsProperties.COLUMNS_UNMATCHED + " is plaintext by default";
    }

    /** Why a file of which nothing is encrypted is written so, for people. */
    public String whyInPlaintext() {
        if (options != null) {
            return "no column of it has a key";
        }
        return place == null ? "no key is configured" : place.source() + " names no key";
    }

    /** Whether plaintext files are refused there, on write and on read. */
    public boolean required() {
        return required;
    }

    /** What becomes of a column that nobody listed. */
    public Unmatched unmatched() {
        return options != null && options.completeColumns() ? Unmatched.FOOTER : columns.unmatched(required);
    }

    /** Bound to every key there. */
    public SortedMap<String, String> encryptionContext() {
        return encryptionContext;
    }

    /**
     * Which columns of a file are encrypted. Found once for each schema.
     *
     * @param schema of the file; null where the writer gives none
     * @param tags that its writer gives
     * @param path for messages, and for the partitions in it
     * @throws InvalidConfigurationException if the file can't be written so
     * @see EncryptedColumns#of
     */
    public KnownSchemas.Known of(@Nullable MessageType schema, Tags tags, @Nullable Path path) {
        return schemas.of(this, schema, tags, path);
    }
}
