package io.parquetkms.aes;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;

/** Two ends of a TLS connection of the JDK's, without a network: each hands its records to the other. */
final class TlsPair {

    private static final char[] PASSWORD = "of-the-tests-store".toCharArray();

    private final SSLEngine client;
    private final SSLEngine server;

    private TlsPair(SSLEngine client, SSLEngine server) {
        this.client = client;
        this.server = server;
    }

    /** A key and its self-signed certificate. */
    static SSLContext context(Path directory) throws IOException, InterruptedException, GeneralSecurityException {
        Path store = directory.resolve("tls.p12");
        List<String> keytool = List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "RSA",
                "-dname",
                "CN=localhost",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                new String(PASSWORD));
        int status = new ProcessBuilder(keytool)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        if (status != 0) {
            throw new IOException("keytool: " + status);
        }
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD);
        }
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, PASSWORD);
        TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(keys);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
        return context;
    }

    /** After a complete handshake, and the tickets that TLS 1.3 sends after it. */
    static TlsPair connect(SSLContext context, String protocol, String suite) throws SSLException {
        TlsPair pair = new TlsPair(engine(context, protocol, suite, true), engine(context, protocol, suite, false));
        pair.shakeHands();
        return pair;
    }

    private static SSLEngine engine(SSLContext context, String protocol, String suite, boolean client) {
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(client);
        engine.setEnabledProtocols(new String[] {protocol});
        engine.setEnabledCipherSuites(new String[] {suite});
        return engine;
    }

    private void shakeHands() throws SSLException {
        client.beginHandshake();
        server.beginHandshake();
        ByteBuffer toServer = record(client);
        ByteBuffer toClient = record(server);
        while (!idle(client) || !idle(server) || toServer.position() > 0 || toClient.position() > 0) {
            step(client, toClient, toServer);
            step(server, toServer, toClient);
        }
    }

    private static boolean idle(SSLEngine engine) {
        return engine.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING;
    }

    private static ByteBuffer record(SSLEngine engine) {
        return ByteBuffer.allocate(8 * engine.getSession().getPacketBufferSize());
    }

    private static void step(SSLEngine engine, ByteBuffer in, ByteBuffer out) throws SSLException {
        switch (engine.getHandshakeStatus()) {
            case NEED_TASK -> engine.getDelegatedTask().run();
            case NEED_WRAP -> engine.wrap(ByteBuffer.allocate(0), out);
            default -> {
                in.flip();
                engine.unwrap(in, ByteBuffer.allocate(engine.getSession().getApplicationBufferSize()));
                in.compact();
            }
        }
    }

    String suite() {
        return client.getSession().getProtocol() + " " + client.getSession().getCipherSuite();
    }

    byte[] toServer(byte[] data) throws SSLException {
        return receive(server, send(client, data), data.length);
    }

    byte[] toClient(byte[] data) throws SSLException {
        return receive(client, send(server, data), data.length);
    }

    /** One bit of the last record is another. */
    byte[] toServerTamperedWith(byte[] data) throws SSLException {
        ByteBuffer records = send(client, data);
        int last = records.limit() - 1;
        records.put(last, (byte) (records.get(last) ^ 1));
        return receive(server, records, data.length);
    }

    private static ByteBuffer send(SSLEngine from, byte[] data) throws SSLException {
        ByteBuffer in = ByteBuffer.wrap(data);
        ByteBuffer out = ByteBuffer.allocate(2 * data.length + from.getSession().getPacketBufferSize());
        while (in.hasRemaining()) {
            from.wrap(in, out);
        }
        return out.flip();
    }

    private static byte[] receive(SSLEngine to, ByteBuffer records, int length) throws SSLException {
        ByteBuffer out = ByteBuffer.allocate(length + to.getSession().getApplicationBufferSize());
        while (records.hasRemaining()) {
            SSLEngineResult result = to.unwrap(records, out);
            if (result.getStatus() != SSLEngineResult.Status.OK) {
                throw new SSLException("unwrap: " + result);
            }
        }
        byte[] data = new byte[out.flip().remaining()];
        out.get(data);
        return data;
    }
}
