package io.parquetkms.spark.enforce;

import io.parquetkms.config.EncryptionOptions;
import io.parquetkms.config.InvalidConfigurationException;
import io.parquetkms.config.ParquetProperties;
import io.parquetkms.kms.KeyId;
import io.parquetkms.parquet.ParquetKmsCryptoFactory;
import io.parquetkms.policy.EncryptedColumns;
import io.parquetkms.policy.PlaceRules;
import io.parquetkms.policy.Tags;
import io.parquetkms.process.KeyAccess;
import io.parquetkms.process.KmsRuntime;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.api.WriteSupport.WriteContext;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Asks the rules about a write, as the crypto factory will for each of its files: what would fail there fails here, before anything is
 * deleted. Asks no KMS.
 */
final class WriteJudge {

    /** Of column metadata. */
    private static final String TAG = "encrypt";

    private final Session session;

    WriteJudge(Session session) {
        this.session = session;
    }

    /** @throws RuntimeException saying what is wrong */
    void judge(PlannedWrite write) {
        KeyAccess access = KmsRuntime.current().access(write.configuration());
        for (Path directory : write.directories()) {
            Path file = new Path(directory, "part-00000.parquet");
            try {
                judge(write, access, file);
            } catch (InvalidConfigurationException e) { // there is no such file yet
                throw new InvalidConfigurationException(
                        String.valueOf(e.getMessage()).replace(file.toString(), "the files to be written"), e);
            }
        }
    }

    private void judge(PlannedWrite write, KeyAccess access, Path file) {
        Configuration configuration = write.configuration();
        PlaceRules place = access.rules().of(configuration, file);
        if (!write.parquet()) {
            if (place.required()) {
                throw new InvalidConfigurationException(access.rules().reason(configuration, file) + ", and "
                        + write.format() + " files can't be encrypted by parquet-kms. Write Parquet, or elsewhere");
            }
            return;
        }
        String factory = configuration.getTrimmed(ParquetProperties.FACTORY_CLASS.name(), "");
        if (!factory.equals(ParquetKmsCryptoFactory.class.getName())) {
            refuseFactory(access, place, configuration, file, factory);
            return;
        }
        StructType columns = write.columns();
        if (columns != null) {
            judgeColumns(write, columns, access, place, file);
        } else if (place.required() && place.options() == null) {
            throw plaintext(access, configuration, file, "no key is configured");
        }
    }

    /** Another one may do as it likes elsewhere. */
    private static void refuseFactory(
            KeyAccess access, PlaceRules place, Configuration configuration, Path file, String factory) {
        if (place.required()) {
            throw plaintext(
                    access,
                    configuration,
                    file,
                    ParquetProperties.FACTORY_CLASS + " is " + (factory.isEmpty() ? "empty" : factory)
                            + ", which does not ask parquet-kms: unset it in options, table and session");
        }
    }

    private void judgeColumns(PlannedWrite write, StructType all, KeyAccess access, PlaceRules place, Path file) {
        refuseTaggedPartition(write);
        if (!place.required() && place.options() == null && !all.json().contains(TAG)) {
            return; // most writes where nothing is encrypted
        }
        WriteContext context = ParquetSchemas.of(session, write.configuration(), all);
        Tags tags = Tags.of(context.getExtraMetaData());
        EncryptionOptions options = place.options();
        if (options == null) {
            if (place.required()) {
                throw plaintext(access, write.configuration(), file, "no key is configured");
            }
            refuseTags(tags);
            return;
        }
        EncryptedColumns columns = place.of(context.getSchema(), tags, file).columns();
        if (columns.none() && place.required()) {
            throw plaintext(access, write.configuration(), file, "none of its columns would be encrypted");
        }
        if (!columns.none()) {
            checkKeys(write, access, place, options, columns);
        }
    }

    private static void checkKeys(
            PlannedWrite write,
            KeyAccess access,
            PlaceRules place,
            EncryptionOptions options,
            EncryptedColumns columns) {
        DriversKeys drivers = new DriversKeys(access, place, options);
        Stream.concat(Stream.of(options.footerKey()), columns.byKey().keySet().stream())
                .distinct()
                .forEach(name -> {
                    KeyId key = access.keys().configured(name);
                    if (write.change() != PlannedWrite.Change.ADDS && !Destinations.isOfUnknownPartition(name)) {
                        drivers.check(key);
                    }
                });
    }

    private static void refuseTags(Tags tags) {
        if (tags.any()) {
            throw new InvalidConfigurationException(
                    "columns of its schema are tagged to be encrypted, but no key is configured. Set "
                            + ParquetProperties.FOOTER_KEY);
        }
    }

    private static void refuseTaggedPartition(PlannedWrite write) {
        for (StructField partition : write.partitions()) {
            if (partition.metadata().contains(TAG)) {
                throw new InvalidConfigurationException("Column '" + partition.name()
                        + "' is tagged to be encrypted, but the files are partitioned by it: its values would stand in the"
                        + " names of directories. Partition by another column");
            }
        }
    }

    private static InvalidConfigurationException plaintext(
            KeyAccess access, Configuration configuration, Path file, String why) {
        return new InvalidConfigurationException("its files would be in plaintext, while "
                + access.rules().reason(configuration, file) + ": " + why + ". Set "
                + ParquetProperties.FOOTER_KEY + " and " + ParquetProperties.COLUMN_KEYS + ", or "
                + ParquetProperties.UNIFORM_KEY);
    }
}
