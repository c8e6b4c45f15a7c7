package io.parquetkms.plainjava;

import io.parquetkms.plainjava.CustomerFile.Customer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.io.ParquetDecodingException;

/**
 * Writes a Parquet file with an encrypted column, reads it back, reads it without that column's key, and looks for the column's
 * values in the file's bytes. Ends with status 0 only if all of it went as it should.
 *
 * <p>Run it with {@code mvn -q -Dquickstart=plain-java} in the repository's root. It takes a directory to write to; without one
 * that is {@code target/plain-java}.
 */
public final class PlainJava {

    private static final List<Customer> CUSTOMERS = List.of(
            new Customer(1, "25-989-741-2988", 711.50),
            new Customer(2, "23-768-687-3665", 121.75),
            new Customer(3, "11-719-748-3364", 7498.25));

    private PlainJava() {}

    public static void main(String[] arguments) throws IOException {
        Path directory = Path.of(arguments.length == 0 ? "target/plain-java" : arguments[0])
                .toAbsolutePath();
        Map<String, byte[]> keys = LocalKeystore.newKeys("footer", "pii");
        Configuration allKeys = encryption(LocalKeystore.create(directory.resolve("keys.jceks"), keys));
        keys.remove("pii");
        Configuration withoutPii = encryption(LocalKeystore.create(directory.resolve("keys-without-pii.jceks"), keys));

        CustomerFile file = new CustomerFile(directory.resolve("customer.parquet"));
        Files.deleteIfExists(file.path());
        write(file, allKeys);
        readBack(file, allKeys);
        readWithoutPii(file, withoutPii);
        lookForPhones(file);
    }

    /** All that a program sets. For AWS KMS, in place of the first two: {@code parquet.kms.key.<name>=<key ARN>}. */
    private static Configuration encryption(LocalKeystore keystore) {
        Configuration configuration = new Configuration();
        configuration.set("parquet.kms.provider", "keystore");
        configuration.set("hadoop.security.key.provider.path", keystore.uri());
        configuration.set("parquet.crypto.factory.class", "io.parquetkms.parquet.ParquetKmsCryptoFactory");
        configuration.set("parquet.encryption.footer.key", "footer");
        configuration.set("parquet.encryption.column.keys", "pii:phone");
        return configuration;
    }

    private static void write(CustomerFile file, Configuration allKeys) throws IOException {
        file.write(CUSTOMERS, allKeys);
        show("Wrote %d customers to %s", CUSTOMERS.size(), file.path());
    }

    private static void readBack(CustomerFile file, Configuration allKeys) throws IOException {
        check(file.read(allKeys).equals(CUSTOMERS), "other customers were read than written");
        show("Read them back with all keys: the same customers");
    }

    private static void readWithoutPii(CustomerFile file, Configuration withoutPii) throws IOException {
        double expected = CUSTOMERS.stream().mapToDouble(Customer::balance).sum();
        check(file.sumOfBalances(withoutPii) == expected, "the balances have another sum without the key pii");
        show("Added up the balances without the key pii: %s", expected);
        try {
            file.read(withoutPii);
        } catch (ParquetDecodingException e) {
            show(
                    "Read the phone numbers without the key pii: a %s, caused by%n  %s",
                    e.getClass().getName(), e.getCause());
            return;
        }
        check(false, "the phone numbers can be read without the key pii");
    }

    private static void lookForPhones(CustomerFile file) throws IOException {
        int found = 0;
        for (Customer customer : CUSTOMERS) {
            found += file.contains(customer.phone()) ? 1 : 0;
        }
        check(found == 0, "phone numbers are readable in the file's bytes");
        show("Looked for the phone numbers in the file's bytes: found %d of %d", found, CUSTOMERS.size());
    }

    private static void show(String line, Object... values) {
        System.out.println(line.formatted(values));
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException("Check failed: " + otherwise);
        }
    }
}
