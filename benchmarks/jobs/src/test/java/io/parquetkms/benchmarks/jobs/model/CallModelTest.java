package io.parquetkms.benchmarks.jobs.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class CallModelTest {

    private static final Duration SHORT = Duration.ofSeconds(60);

    /** 200 files with four columns under three keys, and the footer's key, as those that were counted for the issue. */
    private static Job counted(int writers, int readers, Duration time) {
        return new Job(4, 4, 200, scan(writers, time), 1, scan(readers, time), 1, 1);
    }

    private static Job.Application scan(int executors, Duration time) {
        return new Job.Application(executors, time, false);
    }

    private static CallModel model(Job job) {
        return new CallModel(job, Limits.DEFAULT);
    }

    private static Limits limits(long maxDeks, long maxKeks) {
        return new Limits(Limits.DEFAULT.stockLifetime(), Limits.DEFAULT.maxAge(), maxDeks, maxKeks);
    }

    /** Counted at a KMS: 4 and 4 by one process, 16 and 64 by four executors; 2 and 2, 2 and 3 by others. */
    @ParameterizedTest
    @CsvSource({"1, 1, 4, 4", "2, 2, 8, 16", "2, 3, 8, 24", "4, 4, 16, 64"})
    void stockDouble_asCounted(int writers, int readers, long encrypt, long decrypt) {
        CallModel model = model(counted(writers, readers, SHORT));

        assertThat(model.write(Way.STOCK_DOUBLE)).isEqualTo(new Calls(0, encrypt, 0));
        assertThat(model.read(Way.STOCK_DOUBLE)).isEqualTo(new Calls(0, 0, decrypt));
    }

    /** Counted at a KMS: 1,000 and 1,001, however many executors. */
    @ParameterizedTest
    @CsvSource({"1, 1", "4, 4"})
    void stockSingle_asCounted(int writers, int readers) {
        CallModel model = model(counted(writers, readers, SHORT));

        assertThat(model.write(Way.STOCK_SINGLE)).isEqualTo(new Calls(0, 1_000, 0));
        assertThat(model.read(Way.STOCK_SINGLE)).isEqualTo(new Calls(0, 0, 1_001));
    }

    /** Counted: 28 Encrypt by a process that wrote for seven lifetimes, 208 by four executors in thirteen. */
    @ParameterizedTest
    @CsvSource({"1, 35, 28", "4, 65, 208"})
    void stockDouble_beyondItsLifetime_asCounted(int writers, int seconds, long encrypt) {
        Limits fiveSeconds = new Limits(Duration.ofSeconds(5), Duration.ofHours(24), 1 << 24, 10_000);

        assertThat(new CallModel(counted(writers, 1, Duration.ofSeconds(seconds)), fiveSeconds).write(Way.STOCK_DOUBLE))
                .isEqualTo(new Calls(0, encrypt, 0));
    }

    /** What BrokerCountsTest and BrokerOnFourExecutorsTest of spark-examples count. */
    @ParameterizedTest
    @CsvSource({"1", "2", "4"})
    void ours_asOnClusters(int executors) {
        CallModel model = model(counted(executors, executors, SHORT));
        long k = 4;
        long ek = k * executors;

        assertThat(model.write(Way.OFF)).isEqualTo(new Calls(ek, 0, 0)).isEqualTo(model.write(Way.NO_PLUGIN));
        assertThat(model.read(Way.OFF))
                .isEqualTo(new Calls(0, 0, ek * executors))
                .isEqualTo(model.read(Way.NO_PLUGIN));
        assertThat(model.write(Way.WRAPPED)).isEqualTo(new Calls(k, 0, ek));
        assertThat(model.read(Way.WRAPPED)).isEqualTo(new Calls(0, 0, ek));
        assertThat(model.write(Way.KEYS)).isEqualTo(new Calls(k, 0, 0));
        assertThat(model.read(Way.KEYS)).isEqualTo(new Calls(0, 0, k));
    }

    @Test
    void everyExecutorReadsAll_meetsEveryKek() {
        Job.Application all = new Job.Application(3, SHORT, true);
        Job fewFiles = new Job(4, 4, 8, scan(8, SHORT), 1, all, 1, 1);

        assertThat(model(fewFiles).read(Way.STOCK_DOUBLE)).isEqualTo(new Calls(0, 0, 3 * 8 * 4));
        assertThat(model(fewFiles).read(Way.STOCK_SINGLE)).isEqualTo(new Calls(0, 0, 3 * 8 * 5 + 1));
    }

    @Test
    void moreExecutorsThanFiles_noMoreCallsThanFilesNeed() {
        CallModel model = model(new Job(4, 4, 10, scan(1_000, SHORT), 1, scan(1_000, SHORT), 1, 1));

        assertThat(model.write(Way.STOCK_DOUBLE).total()).isEqualTo(40);
        assertThat(model.read(Way.STOCK_DOUBLE).total()).isEqualTo(40);
        assertThat(model.read(Way.WRAPPED).total()).isEqualTo(40);
        assertThat(model.read(Way.KEYS).total()).isEqualTo(4);
    }

    /** One KEK for each key of each application that wrote. */
    @Test
    void manyAppends_oneReads() {
        CallModel model = model(new Job(4, 4, 200, scan(2, SHORT), 24, scan(2, SHORT), 24, 1));

        assertThat(model.read(Way.KEYS).total()).isEqualTo(24 * 4);
        assertThat(model.read(Way.WRAPPED).total()).isEqualTo(2 * 24 * 4);
        assertThat(model.read(Way.OFF).total()).isEqualTo(2 * 24 * 2 * 4);
        assertThat(model.all(Way.KEYS)).isEqualTo(new Calls(24 * 4, 0, 24 * 4));
    }

    @Test
    void kekAge_newKeysEachDay() {
        Duration threeDays = Duration.ofHours(72);
        CallModel model = model(new Job(4, 4, 100_000, scan(2, threeDays), 1, scan(2, threeDays), 1, 1));

        assertThat(model.write(Way.KEYS)).isEqualTo(new Calls(3 * 4, 0, 0));
        assertThat(model.write(Way.WRAPPED)).isEqualTo(new Calls(3 * 4, 0, 2 * 3 * 4));
        assertThat(model.write(Way.OFF)).isEqualTo(new Calls(2 * 3 * 4, 0, 0));
        assertThat(model.read(Way.KEYS).total()).isEqualTo(3 * 3 * 4);
    }

    /** 8 million files: 100 columns make 34, 33 and 33 data keys a file for three keys, and a KEK wraps 2^24 of them. */
    @Test
    void petabyte_needsMoreKeks() {
        CallModel one = model(Scenario.petabyte(1));

        assertThat(one.write(Way.OFF)).isEqualTo(new Calls(1 + 17 + 16 + 16, 0, 0));
        assertThat(one.write(Way.KEYS)).isEqualTo(new Calls(1 + 17 + 16 + 16, 0, 0));
    }

    /** The driver lends a KEK 4,096 times: ten thousand executors need three, however little they write. */
    @Test
    void broker_moreExecutorsThanLoans() {
        CallModel model = model(new Job(4, 4, 10_000, scan(10_000, SHORT), 1, scan(1, SHORT), 1, 1));

        assertThat(model.write(Way.KEYS)).isEqualTo(new Calls(3 * 4, 0, 0));
        assertThat(model.write(Way.WRAPPED)).isEqualTo(new Calls(3 * 4, 0, 10_000 * 4));
    }

    /** A year of hourly appends leaves more KEKs than fit into memory. */
    @Test
    void moreKeksThanRoom_areFetchedAgain() {
        Job year = Scenario.hourly(100, 8_760, 1);

        assertThat(new CallModel(year, limits(1 << 24, 35_040)).read(Way.KEYS).total())
                .isEqualTo(35_040);
        assertThat(new CallModel(year, limits(1 << 24, 10_000)).read(Way.KEYS).total())
                .isBetween(10_000_000L, 35_040_000L);
        assertThat(new CallModel(year, limits(1 << 24, 10_000)).read(Way.STOCK_DOUBLE))
                .isEqualTo(new CallModel(year, limits(1 << 24, 35_040)).read(Way.STOCK_DOUBLE));
    }

    /** The arithmetic of a full cache, against one that drops what was unused the longest. */
    @ParameterizedTest
    @CsvSource({"1000, 20000, 300", "1000, 20000, 900", "1000, 20000, 2000", "1000, 1000, 10"})
    void fetches_asOfACacheInRandomOrder(int keys, int lookups, int room) {
        Map<Integer, Boolean> cache = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Integer, Boolean> eldest) {
                return size() > room;
            }
        };
        Random random = new Random(7);
        long fetched = 0;
        for (int i = 0; i < lookups; i++) {
            int key = i < keys ? i : random.nextInt(keys); // each at least once
            fetched += cache.get(key) == null ? 1 : 0;
            cache.put(key, true);
        }

        assertThat(CallModel.fetches(keys, lookups, room)).isCloseTo(fetched, within(0.03 * fetched));
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void moreOfAnything_noFewerCalls(Way way) {
        long before = 0;
        for (int executors = 1; executors <= 10_000; executors *= 10) {
            long calls = model(Scenario.petabyte(executors)).all(way).total();
            assertThat(calls).as("%d executors", executors).isGreaterThanOrEqualTo(before);
            before = calls;
        }
        before = 0;
        for (int columns = 3; columns <= 3_000; columns *= 10) {
            Job job = new Job(4, columns, 1_000_000, scan(100, SHORT), 1, scan(100, SHORT), 1, 1);
            long calls = model(job).all(way).total();
            assertThat(calls).as("%d columns", columns).isGreaterThanOrEqualTo(before);
            before = calls;
        }
    }

    @Test
    void impossibleJobs_areRefused() {
        Job.Application one = scan(1, SHORT);

        assertThatThrownBy(() -> new Job(4, 2, 1, one, 1, one, 1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("One of 4 keys is the footer's; 2 columns leave others without one");
        assertThatThrownBy(() -> new Job(1, 1, 1, one, 1, one, 2, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Can't read 2 appends of 1");
        assertThatThrownBy(() -> new Job(0, 1, 1, one, 1, one, 1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> scan(0, SHORT)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> scan(1, Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
    }
}
