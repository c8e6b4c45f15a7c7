package io.parquetkms.lake.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.parquetkms.lake.Workers.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;

/** Checks that hang, crash or depend on others; and what several processes say. */
final class RoundTest {

    private static List<Finding> run(Duration timeout, Configuration configuration, Check... checks) {
        Job job = new Job(configuration, Map.of(), List.of(), Purpose.BOTH);
        return new Round(job, timeout).run(List.of(checks));
    }

    private static Check next() {
        return Check.of("next", job -> List.of(Finding.ok("was asked")));
    }

    @Test
    void hanging_isAFinding_andTheNextIsAsked() {
        CountDownLatch never = new CountDownLatch(1);
        Check hanging = new Check("KMS", Severity.FAIL, false, job -> {
            never.await();
            return List.of();
        });
        List<Finding> found = run(Duration.ofMillis(50), new Configuration(false), hanging);
        assertThat(found).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Severity.FAIL);
            assertThat(finding.what()).startsWith("No answer within");
        });
    }

    @Test
    void crashing_isAFinding_andTheNextIsAsked() {
        List<Finding> found = run(
                Duration.ofMinutes(5),
                new Configuration(false),
                Check.of("broken", job -> {
                    throw new NoClassDefFoundError("some/Class");
                }),
                next());
        assertThat(found).extracting(Finding::severity).containsExactly(Severity.NOT_CHECKED, Severity.OK);
        assertThat(found.get(0).what()).contains("The check itself failed", "some/Class");
    }

    @Test
    void whatNeedsOthers_isNotAsked() {
        List<Finding> found = run(
                Duration.ofMinutes(5),
                new Configuration(false),
                Check.of("KMS", job -> List.of(Finding.fail("out of reach", "a way"))),
                new Check("keys", Severity.FAIL, true, job -> List.of(Finding.ok("was asked"))));
        assertThat(found).extracting(Finding::severity).containsExactly(Severity.FAIL, Severity.NOT_CHECKED);
    }

    @Test
    void secretInAMessage_isNotShown() {
        Configuration configuration = new Configuration(false);
        configuration.set("some.password", "hunter2hunter2");
        List<Finding> found = run(
                Duration.ofMinutes(5),
                configuration,
                Check.of("leaky", job -> List.of(Finding.fail("wrong: hunter2hunter2", "not hunter2hunter2"))),
                Check.of("leakier", job -> {
                    throw new IllegalStateException("hunter2hunter2");
                }));
        assertThat(found).hasSize(2);
        assertThat(found.toString()).doesNotContain("hunter2");
    }

    @SuppressWarnings("NonApiType") // as the executors have it
    private static Answer<ArrayList<Finding>> answer(String process, Finding... findings) {
        return new Answer<>(process, new ArrayList<>(List.of(findings)));
    }

    @Test
    void processesThatAgree_areToldOnce_othersByName() {
        Finding same = Finding.ok("KMS answers in 3 ms").by("KMS");
        List<Finding> merged = EachProcess.merged(
                List.of(
                        answer("driver", same),
                        answer("1", Finding.ok("KMS answers in 77 ms").by("KMS")),
                        answer("2", same, Finding.fail("no credentials", "some").by("credentials"))),
                "");
        assertThat(merged).extracting(Finding::where).containsExactly("driver and 2 executors", "executor 2");
        assertThat(merged.get(1).severity()).isEqualTo(Severity.FAIL);
    }

    @Test
    void executorsThatNeedNoKms_failNothing() {
        List<Finding> merged = EachProcess.merged(
                List.of(
                        answer("driver", Finding.ok("fine").by("credentials")),
                        answer("1", Finding.fail("no credentials", "some").by("credentials"))),
                "the driver sends keys");
        assertThat(merged).extracting(Finding::severity).containsExactly(Severity.OK, Severity.NOTE);
    }
}
