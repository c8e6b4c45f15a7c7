package io.parquetkms.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.parquetkms.parquet.CountingJob.Tools;
import io.parquetkms.process.OwnRuntime;
import io.parquetkms.testkms.TestKms;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Objects;
import javax.crypto.Cipher;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files of the JDK's AES and of Amazon Corretto Crypto Provider's, each read with the other. Where the build gives its jar. */
final class RealAccpFilesTest {

    @RegisterExtension
    private final OwnRuntime runtime = new OwnRuntime();

    private static final int ROWS = 500;

    private final ClassLoader before =
            Objects.requireNonNull(Thread.currentThread().getContextClassLoader());
    private final TestKms kms = TestKms.start();

    @TempDir
    private java.nio.file.Path directory = java.nio.file.Path.of("");

    @BeforeEach
    void giveJar() throws MalformedURLException {
        CountingJob.createKeys(kms);
        URL jar = java.nio.file.Path.of(Objects.requireNonNull(System.getProperty("accp.jar")))
                .toUri()
                .toURL();
        Thread.currentThread().setContextClassLoader(new URLClassLoader(new URL[] {jar}, before));
        runtime.runtime().aes().close();
    }

    @AfterEach
    void restore() {
        runtime.runtime().aes().close();
        Thread.currentThread().setContextClassLoader(before);
        Aws.signOut();
        kms.close();
    }

    private Configuration configuration(String provider, String bits) {
        Configuration configuration = CountingJob.configuration(Tools.OURS, kms.endpoint());
        configuration.set("parquet.kms.crypto.provider", provider);
        configuration.set("parquet.kms.crypto.warmup", "false");
        configuration.set("parquet.encryption.data.key.length.bits", bits);
        return configuration;
    }

    @ParameterizedTest
    @CsvSource({
        "accp, jdk, 128",
        "jdk, accp, 128",
        "accp, jdk, 192",
        "jdk, accp, 192",
        "accp, jdk, 256",
        "jdk, accp, 256"
    })
    void writtenWithOne_readWithTheOther(String writer, String reader, String bits) throws Exception {
        Path file = new Path(directory.resolve("t.parquet").toUri());
        Table.write(configuration(writer, bits), file, ROWS);
        assertThat(gcm()).isEqualTo(writer.equals("accp") ? "ParquetKmsAesGcm" : "SunJCE");
        runtime.runtime().aes().close();

        assertThat(Table.read(configuration(reader, bits), file)).isEqualTo(Table.rows(ROWS));
        assertThat(gcm()).isEqualTo(reader.equals("accp") ? "ParquetKmsAesGcm" : "SunJCE");
    }

    private static String gcm() throws Exception {
        return Cipher.getInstance("AES/GCM/NoPadding").getProvider().getName();
    }
}
