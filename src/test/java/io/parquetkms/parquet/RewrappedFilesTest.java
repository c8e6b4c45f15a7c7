package io.parquetkms.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parquetkms.footer.FileTail;
import io.parquetkms.footer.Footer;
import io.parquetkms.kms.WrappedKey;
import io.parquetkms.material.KeyMaterial;
import io.parquetkms.parquet.CountingJob.Tools;
import io.parquetkms.process.OwnRuntime;
import io.parquetkms.testkms.TestKms;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.crypto.DecryptionPropertiesFactory;
import org.apache.parquet.crypto.keytools.KeyToolkit;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kms.KmsClient;

/** Files of our factory and of stock key tools whose keys are wrapped by other KMS keys, with the old ones gone. */
final class RewrappedFilesTest {

    private static final int ROWS = 50;

    @RegisterExtension
    private final OwnRuntime runtime = new OwnRuntime();

    private final TestKms kms = TestKms.start();

    @TempDir
    private java.nio.file.Path directory = java.nio.file.Path.of("");

    private final Map<String, String> successors = new HashMap<>();
    private KmsClient client =
            KmsClient.builder().region(Region.of(TestKms.REGION)).build();

    @BeforeEach
    void createKeys() {
        Aws.signIn();
        client = KmsClient.builder()
                .region(Region.of(TestKms.REGION))
                .endpointOverride(kms.endpoint())
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    @AfterEach
    void stop() {
        KeyToolkit.removeCacheEntriesForAllTokens();
        client.close();
        Aws.signOut();
        kms.close();
    }

    private static String id(String arn) {
        return arn.substring(arn.indexOf('/') + 1);
    }

    private Configuration configuration(Tools tools, String footer, String pii) {
        Configuration configuration = CountingJob.configuration(tools, kms.endpoint());
        configuration.set("parquet.kms.key.footer", footer);
        configuration.set("parquet.kms.key.pii", pii);
        boolean ours = tools == Tools.OURS;
        configuration.set("parquet.encryption.footer.key", ours ? "footer" : id(footer));
        configuration.set("parquet.encryption.column.keys", (ours ? "pii" : id(pii)) + ":phone,address.city");
        return configuration;
    }

    private Path file() {
        return new Path(directory.resolve("t.parquet").toUri());
    }

    /** As kms:ReEncrypt has it, under a successor whose name is written as the old one was. */
    private byte[] rewrapped(byte[] json) {
        KeyMaterial material = KeyMaterial.read(json);
        String name = material.wrapped().keyId();
        String successor = Objects.requireNonNull(successors.get(id(name)));
        byte[] blob = Base64.getDecoder().decode(material.wrapped().ciphertext());
        byte[] changed = client.reEncrypt(request ->
                        request.ciphertextBlob(SdkBytes.fromByteArray(blob)).destinationKeyId(successor))
                .ciphertextBlob()
                .asByteArray();
        String written = name.contains("/") ? successor : id(successor);
        return material.rewrapped(new WrappedKey(written, Base64.getEncoder().encodeToString(changed)));
    }

    private String succeeded(String key) {
        String successor = kms.createKey();
        successors.put(id(key), successor);
        return successor;
    }

    @ParameterizedTest
    @CsvSource({
        "OURS, STOCK, true, false, AES_GCM_V1, 128",
        "STOCK, OURS, true, false, AES_GCM_CTR_V1, 256",
        "OURS, OURS, true, true, AES_GCM_CTR_V1, 256",
        "STOCK, STOCK, true, true, AES_GCM_V1, 192",
        "STOCK, STOCK, false, false, AES_GCM_V1, 128",
        "STOCK, STOCK, false, true, AES_GCM_V1, 128"
    })
    void anotherKey_sameSizeBodyAndRows_withTheOldKeysGone(
            Tools writer, Tools reader, boolean doubleWrapping, boolean plaintextFooter, String algorithm, String bits)
            throws IOException {
        String footerKey = kms.createKey();
        String pii = kms.createKey();
        Configuration writing = configuration(writer, footerKey, pii);
        writing.setBoolean("parquet.encryption.double.wrapping", doubleWrapping);
        writing.setBoolean("parquet.encryption.plaintext.footer", plaintextFooter);
        writing.set("parquet.encryption.algorithm", algorithm);
        writing.set("parquet.encryption.data.key.length.bits", bits);
        Table.write(writing, file(), ROWS);
        byte[] before = Files.readAllBytes(directory.resolve("t.parquet"));
        Configuration reading = configuration(reader, succeeded(footerKey), succeeded(pii));

        FileTail tail = FileTail.read(HadoopInputFile.fromPath(file(), writing));
        Footer footer = tail.open(dek(writing, tail), null);
        FileTail changed = footer.with(this::rewrapped, rewrapped(footerKey(tail)));
        replace(before, changed);

        assertThat(directory.resolve("t.parquet")).hasSize(before.length);
        kms.disable(footerKey);
        kms.disable(pii);
        KeyToolkit.removeCacheEntriesForAllTokens();
        runtime.wipe();
        assertThat(Table.read(reading, file())).isEqualTo(Table.rows(ROWS));
        replace(before, tail);
        KeyToolkit.removeCacheEntriesForAllTokens();
        runtime.wipe();
        assertThatThrownBy(() -> Table.read(reading, file()))
                .as("under the old keys")
                .isNotNull();
    }

    /** Without any key of the file: of one that this can't read. */
    @Test
    void footerKeyAlone_needsNoDataKey() throws IOException {
        String footerKey = kms.createKey();
        String pii = kms.createKey();
        Table.write(configuration(Tools.OURS, footerKey, pii), file(), ROWS);
        byte[] before = Files.readAllBytes(directory.resolve("t.parquet"));
        Configuration reading = configuration(Tools.OURS, succeeded(footerKey), pii);

        FileTail tail = FileTail.read(HadoopInputFile.fromPath(file(), reading));
        FileTail changed = tail.withFooterKeyMetadata(rewrapped(footerKey(tail)));
        replace(before, changed);

        assertThat(changed.bytes()).hasSameSizeAs(tail.bytes());
        kms.disable(footerKey);
        runtime.wipe();
        assertThat(Table.read(reading, file())).isEqualTo(Table.rows(ROWS));
    }

    private static byte[] footerKey(FileTail tail) {
        return Objects.requireNonNull(tail.footerKeyMetadata());
    }

    private static byte[] dek(Configuration configuration, FileTail tail) {
        return DecryptionPropertiesFactory.loadFactory(configuration)
                .getFileDecryptionProperties(configuration, new Path(URI.create("file:/t.parquet")))
                .getKeyRetriever()
                .getKey(footerKey(tail));
    }

    private void replace(byte[] before, FileTail tail) throws IOException {
        Files.deleteIfExists(directory.resolve(".t.parquet.crc"));
        try (OutputStream out = Files.newOutputStream(directory.resolve("t.parquet"))) {
            out.write(Arrays.copyOf(before, Math.toIntExact(tail.start())));
            out.write(tail.bytes());
        }
    }
}
