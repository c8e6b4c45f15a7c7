package io.parquetkms.benchmarks;

import io.parquetkms.config.AesOptions;
import io.parquetkms.config.AesOptions.Choice;
import io.parquetkms.process.KmsRuntime;
import org.apache.parquet.crypto.AesMode;

/** Whose AES pages are encrypted with. */
public enum Aes {
    GCM_JDK(AesMode.GCM, new AesOptions(Choice.JDK, false)),
    /** The JDK's, with this library's warm-up beside it. */
    GCM_WARMED(AesMode.GCM, new AesOptions(Choice.JDK, true)),
    GCM_ACCP(AesMode.GCM, new AesOptions(Choice.ACCP, false)),
    CTR_JDK(AesMode.CTR, new AesOptions(Choice.JDK, false));

    private final AesMode mode;
    private final AesOptions options;

    Aes(AesMode mode, AesOptions options) {
        this.mode = mode;
        this.options = options;
    }

    /** Sets it up in this JVM, in place of what was. */
    void begin() {
        KmsRuntime.current().aes().start(options, true);
        KmsRuntime.current().aes().prepare(options);
    }

    static void end() {
        KmsRuntime.current().aes().close();
    }

    Pages pages(int length) {
        return Pages.of(mode, length);
    }
}
