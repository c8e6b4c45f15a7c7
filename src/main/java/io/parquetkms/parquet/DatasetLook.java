package io.parquetkms.parquet;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.crypto.ParquetCryptoRuntimeException;
import org.apache.parquet.schema.Type;

/**
 * Finds out what can be read of files, as whoever runs it: one read of each footer, and one request for each KEK that they name. A
 * refusal (denied, disabled, not found) is an answer. Anything else, such as a KMS that throttles or can't be reached, or a key that is not
 * trusted, is a failure: it is never taken for a refusal. Safe on any thread.
 */
public final class DatasetLook {

    private final Configuration configuration;
    private final AskedKeys asked = new AskedKeys();
    private final Map<String, TopColumn> columns = new LinkedHashMap<>();
    private final PartCounts counts = new PartCounts();

    /** @param configuration of the job that would read them */
    public DatasetLook(Configuration configuration) {
        this.configuration = configuration;
    }

    /**
     * Looks at one more.
     *
     * @throws ParquetCryptoRuntimeException if it can't be told whether a key can be had
     * @throws IOException if its footer can't be read
     */
    public void at(Path file) throws IOException {
        FileLook look = new FileLook(configuration, file, asked);
        add(new DatasetAccess(1, look.look()), look.columns());
    }

    private synchronized void add(DatasetAccess file, List<Type> ofFile) {
        counts.add(file);
        for (Type column : ofFile) {
            columns.merge(column.getName(), new TopColumn(column, 1), (first, more) ->
                    new TopColumn(first.type(), first.files() + 1));
        }
    }

    /** At the top of the schemas, in the order in which they were found. */
    public synchronized List<TopColumn> columns() {
        return List.copyOf(columns.values());
    }

    public synchronized DatasetAccess found() {
        return counts.total();
    }

    /** How many KEKs were asked for: of those not in memory before, as many requests were sent to the KMS. */
    public int keysAskedFor() {
        return asked.number();
    }
}
