package io.parquetkms.kms.aws;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** What one answer of a service says beside its words: from where, how fast, and what time it is there. */
final class SeenAnswer implements ExecutionInterceptor {

    private volatile String host = "";
    private volatile long began;
    private volatile long took;
    private volatile @Nullable Duration ahead;

    @Override
    public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
        host = context.httpRequest().getUri().getAuthority();
        began = System.nanoTime();
    }

    @Override
    public void afterTransmission(Context.AfterTransmission context, ExecutionAttributes attributes) {
        took = System.nanoTime() - began;
        ahead = context.httpResponse()
                .firstMatchingHeader("Date")
                .flatMap(SeenAnswer::time)
                .map(time -> Duration.between(time, Instant.now()))
                .orElse(null);
    }

    private static Optional<Instant> time(String header) {
        try {
            return Optional.of(ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** With its port, where that is no default; empty before anything was sent. */
    String host() {
        return host;
    }

    long milliseconds() {
        return TimeUnit.NANOSECONDS.toMillis(took);
    }

    /** How much this machine's clock is ahead of the service's; null where that told no time. */
    @Nullable
    Duration ahead() {
        return ahead;
    }
}
