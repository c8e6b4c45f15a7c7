package io.parquetkms.lake.doctor;

import io.parquetkms.kms.KmsError;
import io.parquetkms.kms.KmsOperation;
import io.parquetkms.kms.Provider;
import io.parquetkms.policy.UnencryptedFileException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.parquet.crypto.KeyAccessDeniedException;

/** What to do about a failure. Its message says it, too, but not always so that it can be pasted. */
final class Remedies {

    static final String AS_IT_SAYS = "As it says. docs/troubleshooting.md has each message";

    private static final Pattern DID_YOU_MEAN = Pattern.compile("did you mean (\\S+?)\\?");
    private static final Pattern KEY_OF_FILE = Pattern.compile("KMS key (\\S+?),");

    private Remedies() {}

    /** Of the settings. */
    static String ofSettings(Exception failure) {
        Matcher matcher = DID_YOU_MEAN.matcher(String.valueOf(failure.getMessage()));
        return matcher.find() ? "Write " + matcher.group(1) : "As it says. docs/configuration.md has all settings";
    }

    /** Of a key. */
    static String ofKey(Exception failure, Provider provider, KmsOperation operation, String keyId) {
        KmsError error = KmsError.of(failure);
        if (error == null) {
            return AS_IT_SAYS;
        }
        return switch (error) {
            case DENIED -> grant(provider, operation, keyId);
            case NOT_FOUND -> "Correct the id, account or Region of " + keyId + ", or make that key or alias";
            case UNUSABLE -> "Enable " + keyId + ", or cancel its deletion";
            case UNTRUSTED -> "parquet.kms.trusted.keys=<ARNs of the keys that files may name>, with " + keyId;
            case CREDENTIALS -> "See the check \"credentials\"";
            case UNAVAILABLE -> "The network, the Region and the endpoint: see the check \"KMS\"";
            case THROTTLED -> "Ask AWS for a higher quota of KMS requests, or look who else uses it";
            case INVALID, REJECTED -> AS_IT_SAYS;
        };
    }

    static String grant(Provider provider, KmsOperation operation, String keyId) {
        String statement = provider.grant(operation, keyId);
        return "Grant this role " + operation.iamAction() + " on that key"
                + (statement.isEmpty() ? "" : ":\n" + statement);
    }

    /** Of a file that can't be read. */
    static String ofFile(Exception failure, Provider provider) {
        String message = String.valueOf(failure.getMessage());
        KmsError error = KmsError.of(failure);
        if (failure instanceof UnencryptedFileException) {
            return "Find out who put it there, and write it anew, encrypted (docs/tasks/encrypt-existing.md)";
        } else if (error == KmsError.UNTRUSTED) {
            Matcher key = KEY_OF_FILE.matcher(message);
            return "If that account's files are to be read: add " + (key.find() ? key.group(1) : "the key")
                    + " to parquet.kms.trusted.keys";
        } else if (error == KmsError.INVALID) {
            return "parquet.kms.encryption.context=<what it was written with>; else the file is damaged or forged";
        } else if (failure instanceof KeyAccessDeniedException) {
            Matcher key = Pattern.compile("with (\\S+?): access denied").matcher(message);
            return key.find() ? grant(provider, KmsOperation.DECRYPT, key.group(1)) : AS_IT_SAYS;
        }
        return message.contains("is not a Parquet file")
                ? "Take it out of that directory, or wait until it is written"
                : AS_IT_SAYS;
    }
}
