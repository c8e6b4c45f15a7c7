package io.parquetkms.testkms;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One session that STS gave out. Immutable.
 *
 * @param externalId as sent; null if none was
 * @param webIdentityToken as sent; null for AssumeRole
 * @param asked the duration asked for, or STS's default of one hour
 * @param session the caller that the session's credentials make
 */
public record AssumedRole(
        String roleArn,
        String sessionName,
        @Nullable String externalId,
        @Nullable String webIdentityToken,
        Duration asked,
        Caller session) {}
