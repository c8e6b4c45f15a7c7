package io.parquetkms.lake.doctor;

import io.parquetkms.kms.KeyDescription;
import io.parquetkms.kms.Kms;
import io.parquetkms.kms.KmsError;
import io.parquetkms.kms.KmsOperation;
import io.parquetkms.kms.Provider;
import io.parquetkms.kms.Provider.Capability;
import io.parquetkms.lake.doctor.JobKeys.JobKey;
import io.parquetkms.process.KeyAccess;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.parquet.crypto.ParquetCryptoRuntimeException;
import org.jspecify.annotations.Nullable;

/** Whether one key exists, is in use, and may be used by this role: three requests, which do nothing. */
final class KeyCheck {

    private final JobKey key;
    private final Purpose purpose;
    private final KeyAccess access;
    private final Provider provider;
    private final Kms kms;
    private final List<Finding> found = new ArrayList<>();
    private final List<Long> milliseconds = new ArrayList<>();
    private boolean over;

    private KeyCheck(JobKey key, Purpose purpose, KeyAccess access, Kms kms) {
        this.key = key;
        this.purpose = purpose;
        this.access = access;
        provider = access.provider();
        this.kms = kms;
    }

    static List<Finding> examine(JobKey key, Job job) {
        KeyAccess access = job.access();
        try (Kms kms = access.provider().open()) {
            KeyCheck check = new KeyCheck(key, job.purpose(), access, kms);
            check.run();
            return check.found;
        }
    }

    private void run() {
        String state = describe();
        List<String> rights = new ArrayList<>();
        if (!over && provider.capabilities().contains(Capability.DRY_RUN)) {
            may(KmsOperation.GENERATE_DATA_KEY, "write with it", purpose.writes(), rights);
            may(KmsOperation.DECRYPT, "read with it", purpose.reads(), rights);
        }
        if (!over) {
            found.add(
                    0,
                    Finding.ok(key.label()
                            + state
                            + (rights.isEmpty() ? "" : "; this role may " + String.join(" and ", rights))
                            + latency()));
        }
    }

    /** Empty where it can't be told: a role may use a key without being allowed to describe it. */
    private String describe() {
        KeyDescription description = timed(() -> kms.describe(key.id()), e -> {
            if (KmsError.of(e) == KmsError.DENIED) {
                found.add(Finding.note(
                        key.label() + ": its state can't be told, since this role may not kms:DescribeKey",
                        "Nothing: no job needs that right"));
            } else {
                failed(e, KmsOperation.DESCRIBE_KEY);
            }
        });
        if (description == null) {
            return "";
        }
        if (!description.usable()) {
            String revive = provider.revive(description);
            add(
                    key.label() + " is " + description.state() + ": nobody can use it",
                    revive.isEmpty() ? "Have its owner enable it" : revive);
        }
        return " is " + description.state() + elsewhere(description)
                + (description.multiRegion() ? ", multi-Region" : "");
    }

    private String elsewhere(KeyDescription description) {
        return description.keyId().equals(key.id().value()) ? "" : ", and leads to " + description.keyId();
    }

    private void may(KmsOperation operation, String purposeOfIt, boolean needed, List<String> rights) {
        boolean may = Boolean.TRUE.equals(timed(
                () -> {
                    kms.dryRun(operation, key.id(), access.encryptionContext());
                    return true;
                },
                e -> refused(operation, purposeOfIt, needed, e)));
        if (may) {
            rights.add(purposeOfIt);
        }
    }

    private void refused(KmsOperation operation, String purposeOfIt, boolean needed, RuntimeException e) {
        if (e instanceof UnsupportedOperationException) {
            found.add(Finding.note(
                    key.label() + ": whether this role may " + purposeOfIt + " can't be told: " + e.getMessage(), ""));
        } else if (KmsError.of(e) == KmsError.DENIED) {
            String what = key.label() + ": this role may not " + purposeOfIt + " (" + operation.iamAction() + ")";
            String grant = Remedies.grant(provider, operation, key.id().value());
            found.add(needed && key.used() ? Finding.fail(what, grant) : Finding.note(what, grant));
        } else {
            failed(e, operation);
        }
    }

    private void failed(RuntimeException e, KmsOperation operation) {
        add(
                key.label() + ": " + e.getMessage(),
                Remedies.ofKey(e, provider, operation, key.id().value()));
    }

    private void add(String what, String remedy) {
        over = true;
        found.add(
                key.used()
                        ? Finding.fail(what, remedy)
                        : Finding.warning(
                                what + ". No setting writes with it; files that name it can't be read", remedy));
    }

    private interface Request<T> {
        T send();
    }

    private interface Refusal {
        void take(RuntimeException e);
    }

    private <T> @Nullable T timed(Request<T> request, Refusal refusal) {
        if (over) {
            return null;
        }
        long began = System.nanoTime();
        try {
            T answer = request.send();
            milliseconds.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
            return answer;
        } catch (ParquetCryptoRuntimeException | UnsupportedOperationException e) {
            refusal.take(e);
            return null;
        }
    }

    /** The median, which the first request with its handshake does not move. */
    private String latency() {
        Stream<Long> sorted = milliseconds.stream().sorted();
        List<Long> all = sorted.toList();
        return all.isEmpty() ? "" : "; KMS answers in " + all.get(all.size() / 2) + " ms";
    }
}
