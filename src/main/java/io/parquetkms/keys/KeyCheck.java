package io.parquetkms.keys;

/** What a file's reader asks of the KMS keys that the file names, beyond that they are trusted. Refuses by an exception. */
public interface KeyCheck {

    /** Nothing. */
    KeyCheck NONE = new KeyCheck() {

        @Override
        public void beforeAsking(String named) {}

        @Override
        public void answered(String named, String answered) {}
    };

    /**
     * Before the KMS is asked.
     *
     * @param named what the file calls the key: untrusted
     */
    void beforeAsking(String named);

    /**
     * Before a data key is unwrapped.
     *
     * @param named what the file calls the key
     * @param answered the KMS's word, checked to be trusted
     */
    void answered(String named, String answered);
}
