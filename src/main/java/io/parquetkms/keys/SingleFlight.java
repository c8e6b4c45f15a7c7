package io.parquetkms.keys;

import io.parquetkms.kms.KmsError;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.parquet.crypto.ParquetCryptoRuntimeException;
import org.jspecify.annotations.Nullable;

/**
 * One call for all threads that want its answer at the moment: the first makes it, the others wait for it. (Threads that wait for a
 * Caffeine cache to load can't be interrupted, and after a failure each of them makes the call again.) Safe on any thread; without a
 * lock.
 */
final class SingleFlight<T> {

    private final AtomicReference<@Nullable CompletableFuture<@Nullable T>> running = new AtomicReference<>();

    /**
     * Makes the call, or waits for the one under way.
     *
     * @param call makes it on this thread
     * @param after run once by the thread that made it, when it is over, however it ended
     * @return null to those who waited: look again, since the one who called was interrupted, which is no answer for the others
     * @throws ParquetCryptoRuntimeException what the call threw; to those who waited, one like it
     */
    @Nullable
    T run(Supplier<T> call, Runnable after) {
        CompletableFuture<@Nullable T> mine = new CompletableFuture<>();
        CompletableFuture<@Nullable T> others = running.compareAndExchange(null, mine);
        return others == null ? make(call, after, mine) : await(others);
    }

    private @Nullable T make(Supplier<T> call, Runnable after, CompletableFuture<@Nullable T> mine) {
        try {
            T answer = call.get();
            mine.complete(answer);
            return answer;
        } catch (RuntimeException e) {
            if (Thread.currentThread().isInterrupted()) {
                mine.complete(null); // this task was cancelled
            } else {
                mine.completeExceptionally(e);
            }
            throw e;
        } finally {
            running.set(null);
            after.run();
            mine.complete(null); // an Error was thrown: let the others look for themselves
        }
    }

    private @Nullable T await(CompletableFuture<@Nullable T> others) {
        try {
            return others.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw KmsError.UNAVAILABLE.exception("Interrupted while waiting for a key", e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            KmsError error = KmsError.of(cause);
            String message = String.valueOf(cause.getMessage());
            throw error == null ? new ParquetCryptoRuntimeException(message, cause) : error.exception(message, cause);
        }
    }
}
