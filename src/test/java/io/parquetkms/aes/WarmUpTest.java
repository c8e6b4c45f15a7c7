package io.parquetkms.aes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.PrivilegedAction;
import java.security.Security;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.security.UserGroupInformation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** That it does what it does; how much it helps is measured by the benchmarks. */
final class WarmUpTest {

    private final ProviderList before = ProviderList.now();

    @AfterEach
    void restore() {
        before.restore();
    }

    @Test
    void warmUp_sealsAndOpens_andEnds() throws GeneralSecurityException {
        FakeProvider counting = new FakeProvider("Counting", "1.0", FakeProvider.Fault.NONE);
        Security.insertProviderAt(counting, 1);
        double speed = new WarmUp().warmUp();

        assertThat(counting.made()).isGreaterThanOrEqualTo(2);
        assertThat(speed).isPositive();
    }

    /** Else the first page of 1 MiB would be a case that compiled code has not met, and is thrown away for. */
    @Test
    void warmUp_isNotFastBeforeTheLongestPages() throws GeneralSecurityException {
        FakeProvider counting = new FakeProvider("Counting", "1.0", FakeProvider.Fault.NONE);
        Security.insertProviderAt(counting, 1);
        double speed = new WarmUp().warmUp();

        assertThat(counting.longest()).isGreaterThan(speed < 1 ? 64 << 10 : 1 << 20);
    }

    /** Else the process would keep that user's credentials, too. */
    @Test
    void thread_madeByAUser_inheritsNoUser() throws Exception {
        List<String> users = new ArrayList<>();
        Thread thread = UserGroupInformation.createRemoteUser("carol")
                .doAs((PrivilegedAction<Thread>) () -> WarmUp.thread(() -> users.add(currentUser())));
        thread.start();
        thread.join();

        assertThat(users).containsExactly(currentUser()).doesNotContain("carol");
    }

    private static String currentUser() {
        try {
            return UserGroupInformation.getCurrentUser().getUserName();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void run_whatGoesWrong_isNobodysTrouble() {
        Security.insertProviderAt(new FakeProvider("Broken", "1.0", FakeProvider.Fault.THROWS), 1);

        assertThatCode(new WarmUp()::run).doesNotThrowAnyException();
    }
}
