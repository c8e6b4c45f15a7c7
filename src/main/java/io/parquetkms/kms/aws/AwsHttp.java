package io.parquetkms.kms.aws;

import io.parquetkms.config.InvalidConfigurationException;
import java.net.URI;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
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
 */
final class AwsHttp implements SdkHttpClient {

    private static final Pattern THIS_MACHINE =
            Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[?(::1|0:0:0:0:0:0:0:1)]?", Pattern.CASE_INSENSITIVE);

    private final SdkHttpClient secure;
    private final SdkHttpClient direct;
    private final @Nullable SdkHttpClient insecure;

    AwsHttp(AwsOptions options) {
        secure = client(options, proxy());
        direct = client(options, null);
        insecure = options.insecureHttpAllowed()
                ? client(options, ProxyConfiguration.builder().build())
                : null;
    }

    /** {@code https.proxyHost} or {@code HTTPS_PROXY}; else what the SDK takes by itself, {@code http.proxyHost} or {@code HTTP_PROXY}. */
    private static ProxyConfiguration proxy() {
        ProxyConfiguration forHttps =
                ProxyConfiguration.builder().scheme("https").build();
        return forHttps.host() == null ? ProxyConfiguration.builder().build() : forHttps;
    }

    private static SdkHttpClient client(AwsOptions options, @Nullable ProxyConfiguration proxy) {
        return UrlConnectionHttpClient.builder()
                .connectionTimeout(options.connectTimeout())
                .socketTimeout(options.attemptTimeout())
                .proxyConfiguration(proxy)
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
        return clientFor(request.httpRequest()).prepareRequest(request);
    }

    private SdkHttpClient clientFor(SdkHttpRequest request) {
        if (request.protocol().equalsIgnoreCase("https")) {
            return secure;
        } else if (isSafe(request.protocol(), request.host())) {
            return direct;
        } else if (insecure != null) {
            return insecure;
        }
        throw refused("An endpoint is", request.getUri());
    }

    @Override
    public String clientName() {
        return secure.clientName();
    }

    @Override
    public void close() {
        secure.close();
        direct.close();
        if (insecure != null) {
            insecure.close();
        }
    }
}
