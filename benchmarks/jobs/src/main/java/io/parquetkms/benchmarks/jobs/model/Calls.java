package io.parquetkms.benchmarks.jobs.model;

/**
 * Requests to KMS.
 *
 * @param generateDataKey new keys that KMS makes
 * @param encrypt keys that KMS wraps
 * @param decrypt keys that KMS unwraps
 */
public record Calls(long generateDataKey, long encrypt, long decrypt) {

    static Calls generateDataKey(double calls) {
        return new Calls(Math.round(calls), 0, 0);
    }

    static Calls encrypt(double calls) {
        return new Calls(0, Math.round(calls), 0);
    }

    static Calls decrypt(double calls) {
        return new Calls(0, 0, Math.round(calls));
    }

    Calls plus(Calls other) {
        return new Calls(generateDataKey + other.generateDataKey, encrypt + other.encrypt, decrypt + other.decrypt);
    }

    public Calls times(long factor) {
        return new Calls(generateDataKey * factor, encrypt * factor, decrypt * factor);
    }

    public long total() {
        return generateDataKey + encrypt + decrypt;
    }
}
