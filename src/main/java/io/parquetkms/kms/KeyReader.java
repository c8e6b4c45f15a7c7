package io.parquetkms.kms;

/**
 * Somebody who may unwrap keys with a KMS key.
 *
 * @param principal in the KMS's words
 * @param by what lets them
 * @param condition under which; empty for none
 */
public record KeyReader(String principal, String by, String condition) {

    /** Stands for everybody, of any account; who is left out may follow. */
    public static final String ANYBODY = "anybody, of any account";

    /** The same, under this condition, too. */
    public KeyReader withCondition(String another) {
        return new KeyReader(
                principal,
                by,
                condition.isEmpty() || another.isEmpty() ? condition + another : condition + ", " + another);
    }

    /** Whether the right is everybody's, on no condition. */
    public boolean isAnybody() {
        return principal.startsWith(ANYBODY) && condition.isEmpty();
    }
}
