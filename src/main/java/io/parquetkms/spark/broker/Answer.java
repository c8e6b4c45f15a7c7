package io.parquetkms.spark.broker;

import io.parquetkms.keys.KekGrant;
import io.parquetkms.kms.KmsError;

/** What the driver says to a request for a KEK. */
sealed interface Answer {

    /** Here it is. */
    record Granted(KekGrant grant) implements Answer {}

    /** The KMS is being asked: ask again a little later. */
    record Pending() implements Answer {}

    /** The KMS refused or could not; that is final. */
    record Failed(KmsError error, String message) implements Answer {}

    /**
     * Ask the KMS yourself.
     *
     * @param why one sentence for whom the KMS then denies it, with what to do
     */
    record Direct(String why) implements Answer {}
}
