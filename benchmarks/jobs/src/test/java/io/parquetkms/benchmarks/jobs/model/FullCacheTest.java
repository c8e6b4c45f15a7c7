package io.parquetkms.benchmarks.jobs.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.parquetkms.config.Settings;
import io.parquetkms.keys.Keyring;
import io.parquetkms.kms.EncryptionContext;
import io.parquetkms.kms.Kms;
import io.parquetkms.kms.KmsKeys;
import io.parquetkms.kms.MasterKeyServices;
import io.parquetkms.kms.WrappedKey;
import io.parquetkms.process.Caller;
import io.parquetkms.process.Keyrings;
import io.parquetkms.testkms.Operation;
import io.parquetkms.testkms.TestKms;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the model says of a full cache, against the library's cache: KEKs in random order, requests counted at a KMS. */
final class FullCacheTest {

    private static final int KEKS = 100;
    private static final int LOOKUPS = 1_000;

    private final TestKms kms = TestKms.start();

    @BeforeEach
    void signIn() {
        System.setProperty("aws.accessKeyId", TestKms.ACCESS_KEY_ID);
        System.setProperty("aws.secretAccessKey", TestKms.SECRET_ACCESS_KEY);
    }

    @AfterEach
    void signOut() {
        Keyrings.startAfresh();
        kms.close();
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
    }

    private Settings settings(String key, int room) {
        Configuration configuration = new Configuration(false);
        configuration.set("parquet.kms.aws.endpoint", kms.endpoint().toString());
        configuration.set("parquet.kms.aws.region", TestKms.REGION);
        configuration.set("parquet.kms.key.one", key);
        configuration.set("parquet.kms.cache.max.keks", String.valueOf(room));
        return Settings.of(configuration);
    }

    private static List<WrappedKey> keks(Settings settings, String key) {
        try (Kms service = MasterKeyServices.open(settings.provider())) {
            return IntStream.range(0, KEKS)
                    .mapToObj(i -> service.generateDataKey(key, 128, EncryptionContext.NONE)
                            .wrapped())
                    .toList();
        }
    }

    @ParameterizedTest
    @CsvSource({"20", "60", "100"})
    void randomOrder(int room) {
        String key = kms.createKey();
        Settings settings = settings(key, room);
        List<WrappedKey> keks = keks(settings, key);
        KmsKeys masterKeys = KmsKeys.of(settings);
        Keyring keyring = Keyrings.of(Caller.current("token"), settings);
        Random random = new Random(11);

        for (int i = 0; i < LOOKUPS; i++) {
            WrappedKey kek = keks.get(i < KEKS ? i : random.nextInt(KEKS)); // each at least once
            keyring.unwrapDirectly(kek, EncryptionContext.NONE, masterKeys);
        }

        double expected = CallModel.fetches(KEKS, LOOKUPS, room);
        assertThat((double) kms.calls(Operation.DECRYPT)).isCloseTo(expected, within(0.05 * expected));
    }
}
