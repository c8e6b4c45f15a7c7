package io.parquetkms.kms.aws;

import io.parquetkms.config.InvalidConfigurationException;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.urlconnection.ProxyConfiguration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/**
 * The HTTP of all clients of KMS and STS: HTTPS, through the proxy that the environment names.
 *
 * <p>KMS answers with keys in the clear, which only TLS hides. So HTTP without it goes to this machine itself, and then past
 * any proxy, or where {@link AwsProperties#INSECURE_HTTP_ALLOWED} says so. Whoever names the endpoint (a property, an environment variable, a
 * profile), each request is judged here. Thread-safe.
 *
 * <p>A client reads the JVM's trust store when it is made, so each is made for the first request that needs it.
 */
final class AwsHttp implements SdkHttpClient {

    /** What the SDK calls its client on {@link java.net.HttpURLConnection}, in the user agent. */
    private static final String NAME = "UrlConnection";

    private static final Pattern THIS_MACHINE =
            Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[?(::1|0:0:0:0:0:0:0:1)]?", Pattern.CASE_INSENSITIVE);

    private enum Way {
        SECURE,
        DIRECT,
        INSECURE
    }

    private final AwsOptions options;
    private final ProxyConfiguration proxy;
    private final Map<Way, SdkHttpClient> clients = new ConcurrentHashMap<>();

    AwsHttp(AwsOptions options) {
        this.options = options;
        proxy = proxy();
    }

    /** {@code https.proxyHost} or {@code HTTPS_PROXY}; else what the SDK takes by itself, {@code http.proxyHost} or {@code HTTP_PROXY}. */
    private static ProxyConfiguration proxy() {
        ProxyConfiguration forHttps =
                ProxyConfiguration.builder().scheme("https").build();
        return forHttps.host() == null ? ProxyConfiguration.builder().build() : forHttps;
    }

    private SdkHttpClient client(Way way) {
        return UrlConnectionHttpClient.builder()
                .connectionTimeout(options.connectTimeout())
                .socketTimeout(options.attemptTimeout())
                .proxyConfiguration(
                        switch (way) {
                            case SECURE -> proxy;
                            case DIRECT -> null;
                            case INSECURE -> ProxyConfiguration.builder().build();
                        })
                .build();
    }

    /** Whether keys may be sent there. */
    static boolean isSafe(String scheme, String host) {
        return scheme.equalsIgnoreCase("https") || THIS_MACHINE.matcher(host).matches();
    }

    static InvalidConfigurationException refused(String what, URI endpoint) {
        return new InvalidConfigurationException(what + " " + endpoint.getScheme() + "://" + endpoint.getAuthority()
                + ", where keys would cross the network in plaintext. Use https; for tests alone there is "
                + AwsProperties.INSECURE_HTTP_ALLOWED);
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return clients.computeIfAbsent(way(request.httpRequest()), this::client).prepareRequest(request);
    }

    private Way way(SdkHttpRequest request) {
        if (request.protocol().equalsIgnoreCase("https")) {
            return Way.SECURE;
        } else if (isSafe(request.protocol(), request.host())) {
            return Way.DIRECT;
        } else if (options.insecureHttpAllowed()) {
            return Way.INSECURE;
        }
        throw refused("An endpoint is", request.getUri());
    }

    @Override
    public String clientName() {
        return NAME;
    }

    @Override
    public void close() {
        clients.values().forEach(SdkHttpClient::close);
    }
}
