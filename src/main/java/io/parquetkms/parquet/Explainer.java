package io.parquetkms.parquet;

import io.parquetkms.config.EncryptionOptions;
import io.parquetkms.config.ParquetProperties;
import io.parquetkms.parquet.Explanation.Part;
import io.parquetkms.policy.Datasets;
import io.parquetkms.policy.EncryptedColumns;
import io.parquetkms.policy.PlaceRules;
import io.parquetkms.policy.PolicyPlace;
import io.parquetkms.policy.Tags;
import io.parquetkms.process.KeyAccess;
import io.parquetkms.process.KmsRuntime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.crypto.ParquetCryptoRuntimeException;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/**
 * Asks what {@link FileProperties} asks before the first byte of a file, but for keys, and notes the answers.
 *
 * @param file as it would be named to the factory
 * @param shown how to call it
 */
record Explainer(KmsRuntime runtime, Configuration configuration, Path file, String shown) {

    Explanation explain(MessageType schema, Map<String, String> metadata) {
        try {
            return explain(schema, Tags.of(metadata));
        } catch (ParquetCryptoRuntimeException e) {
            return Explanation.refused(shown, String.valueOf(e.getMessage()));
        }
    }

    private Explanation explain(MessageType schema, Tags tags) {
        KeyAccess access = runtime.access(configuration);
        PlaceRules place = access.rules().of(configuration, file);
        EncryptionOptions options = place.options();
        if (options != null) {
            EncryptedColumns columns = place.of(schema, tags, file).columns();
            if (!columns.none()) {
                return encrypted(access, place, schema, options, columns);
            }
        }
        FileProperties.inPlaintext(access, place, configuration, tags, file);
        return plaintext(access, schema, options);
    }

    private Explanation encrypted(
            KeyAccess access,
            PlaceRules place,
            MessageType schema,
            EncryptionOptions options,
            EncryptedColumns columns) {
        PolicyPlace policyPlace = access.rules().place(configuration, file);
        ExplainedParts parts = new ExplainedParts(access.keys(), place, options);
        return explanation(
                place.required() ? access.rules().reason(configuration, file) : "",
                policyPlace,
                options.algorithm() + ", data keys of " + options.dekBits() + " bits",
                access.encryptionContext(place).pairs(),
                parts.of(schema, columns),
                columns.told().warning(Datasets.of(configuration, file)));
    }

    private Explanation plaintext(KeyAccess access, MessageType schema, @Nullable EncryptionOptions options) {
        PolicyPlace policyPlace = access.rules().place(configuration, file);
        String reason = options == null ? "no key is configured for it" : "no rule gives any of its columns a key";
        List<Part> parts = ExplainedParts.inPlaintext(
                schema, policyPlace == null ? reason : reason + " by " + policyPlace.source());
        return explanation("", policyPlace, "", new TreeMap<>(), parts, null);
    }

    private Explanation explanation(
            String required,
            @Nullable PolicyPlace policyPlace,
            String algorithm,
            SortedMap<String, String> context,
            List<Part> parts,
            @Nullable String warning) {
        List<String> notes = new ArrayList<>();
        if (warning != null) {
            notes.add(warning);
        }
        if (!factory().equals(ParquetKmsCryptoFactory.class.getName())) {
            notes.add(ParquetProperties.FACTORY_CLASS + " is " + (factory().isEmpty() ? "not set" : factory())
                    + ": a job writes what is said here with " + ParquetKmsCryptoFactory.class.getName()
                    + " only, which the Spark plugin sets where nothing is set");
        }
        String source = policyPlace == null ? "" : policyPlace.source();
        return new Explanation(shown, "", required, source, algorithm, context, parts, notes);
    }

    private String factory() {
        return configuration.getTrimmed(ParquetProperties.FACTORY_CLASS.name(), "");
    }
}
