package io.parquetkms.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parquetkms.activity.Statistics;
import io.parquetkms.config.KeyringOptions;
import io.parquetkms.kms.DataKey;
import io.parquetkms.kms.EncryptionContext;
import io.parquetkms.kms.KeyBytes;
import io.parquetkms.kms.WrappedKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of KEKs that arrive while their cache is closed. */
final class KekCacheTest {

    private static final KekRequest PII = Requests.toWrite("pii", 128, EncryptionContext.NONE);
    private static final KeyringOptions OPTIONS =
            new KeyringOptions(Duration.ofHours(1), Duration.ZERO, 100, 100, Duration.ZERO);

    private final FakeTicker ticker = new FakeTicker();
    private final List<KeyBytes> fetched = new ArrayList<>();
    private Runnable meanwhile = () -> {};
    private final KekCache cache = new KekCache(new Source(), OPTIONS, ticker, Runnable::run, new Statistics());

    private final class Source implements KekFetcher {

        @Override
        public Kek fetch(KekRequest request) {
            KeyBytes key = KeyBytes.random(128);
            fetched.add(key);
            meanwhile.run();
            DataKey made = new DataKey(key, new WrappedKey("pii", "blob"), "request");
            return Kek.of(made, ticker.read(), OPTIONS);
        }

        @Override
        public boolean refill(KekRequest.ToWrite request, Kek kek) {
            return false;
        }
    }

    private void assertAllWiped() {
        assertThat(fetched)
                .isNotEmpty()
                .allSatisfy(key -> assertThatThrownBy(key::toByteArray).isInstanceOf(IllegalStateException.class));
    }

    @Test
    void close_whileAKekIsFetched_isWipedAndNoOtherFetched() {
        meanwhile = this::closeOnce;

        assertThatThrownBy(() -> cache.acquire(PII))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
        assertThat(fetched).hasSize(1);
        assertAllWiped();
        assertThat(cache.size()).isZero();
    }

    private void closeOnce() {
        meanwhile = () -> {};
        cache.close();
    }

    @Test
    void acquire_afterClose_fetchesNothing() {
        cache.close();

        assertThatThrownBy(() -> cache.acquire(PII)).isInstanceOf(IllegalStateException.class);
        assertThat(fetched).isEmpty();
    }

    @Test
    void close_whileAKekIsUsed_isWipedAfterIt() {
        Kek used = cache.acquire(PII);
        cache.close();
        assertThat(fetched.get(0).toByteArray()).hasSize(16);
        used.release();
        assertAllWiped();
    }

    @Test
    void close_whileAKekIsRenewed_wipesBoth() {
        cache.acquire(PII).release();
        ticker.advance(OPTIONS.maxAge().minusSeconds(1));
        meanwhile = cache::close;
        cache.acquire(PII).release(); // renews on this thread

        assertThat(fetched).hasSize(2);
        assertAllWiped();
    }
}
