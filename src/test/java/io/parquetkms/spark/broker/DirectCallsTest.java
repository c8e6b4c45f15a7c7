package io.parquetkms.spark.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A thousand executors that lose their driver in the same moment, simulated. */
final class DirectCallsTest {

    private static final int EXECUTORS = 1_000;
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private long now = 7 * SECOND;
    private final List<DirectCalls> executors = new ArrayList<>();

    DirectCallsTest() {
        for (int i = 0; i < EXECUTORS; i++) {
            executors.add(new DirectCalls(() -> now, new Random(i)));
        }
    }

    /** When the requests of all executors come to the KMS that each want so many keys, by second. */
    private Map<Long, Integer> turns(int wanted) {
        Map<Long, Integer> bySecond = new TreeMap<>();
        for (DirectCalls executor : executors) {
            for (int i = 0; i < wanted; i++) {
                bySecond.merge(executor.takeTurn() / SECOND, 1, Integer::sum);
            }
        }
        return bySecond;
    }

    @Test
    void takeTurn_ofAThousandExecutors_areSpreadOverTenSeconds() {
        executors.forEach(DirectCalls::begin);
        Map<Long, Integer> first = turns(1);

        assertThat(first).containsOnlyKeys(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
        assertThat(first.values()).allSatisfy(calls -> assertThat(calls).isBetween(60, 140));
    }

    /** Each with 64 tasks that want a key each: 64,000 requests. */
    @Test
    void takeTurn_ofManyTasksOfAThousandExecutors_areNeverMoreThanARegionAllows() {
        executors.forEach(DirectCalls::begin);
        Map<Long, Integer> all = turns(64);

        assertThat(all.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(64 * EXECUTORS);
        assertThat(all.values()).allSatisfy(calls -> assertThat(calls).isLessThanOrEqualTo(5_000));
    }

    @Test
    void takeTurn_ofOneExecutor_areFiveASecond() {
        DirectCalls executor = executors.get(0);
        executor.begin();
        long first = executor.takeTurn();
        assertThat(first).isBetween(0L, DirectCalls.SPREAD.toNanos());
        for (int i = 1; i < 20; i++) {
            assertThat(executor.takeTurn()).isEqualTo(first + i * DirectCalls.APART.toNanos());
        }
    }

    @Test
    void takeTurn_longAfter_isNow() {
        DirectCalls executor = executors.get(0);
        executor.begin();
        executor.takeTurn();
        now += 60 * SECOND;
        assertThat(executor.takeTurn()).isZero();
        assertThat(executor.takeTurn()).isEqualTo(DirectCalls.APART.toNanos());
    }

    /** They don't come back to the driver together either. */
    @Test
    void begin_ofAThousandExecutors_endsAtDifferentTimes() {
        Map<Long, Long> bySecond = executors.stream()
                .map(executor -> executor.begin().toSeconds())
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));

        assertThat(bySecond.keySet()).allSatisfy(second -> assertThat(second).isBetween(20L, 39L));
        assertThat(bySecond.values()).allSatisfy(calls -> assertThat(calls).isBetween(20L, 90L));
    }
}
