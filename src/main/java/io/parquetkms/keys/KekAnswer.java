package io.parquetkms.keys;

/** What a broker says to a request. */
public sealed interface KekAnswer {

    /** Here it is. */
    record Granted(KekGrant grant) implements KekAnswer {}

    /**
     * It does not fetch this one: the KMS is to be asked directly, and what it says counts.
     *
     * @param why one sentence for whom the KMS then denies it, with what to do; empty where there is nothing to say
     */
    record AskKms(String why) implements KekAnswer {}

    /**
     * It can't be asked at the moment. The KMS may be asked directly; but its denial is none, since a process with a broker may
     * have no rights of its own.
     *
     * @param why for people
     */
    record Unavailable(String why) implements KekAnswer {}
}
