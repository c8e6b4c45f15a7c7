package io.parquetkms.testkms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sso.SsoClient;
import software.amazon.awssdk.services.sso.model.SsoException;
import software.amazon.awssdk.services.sso.model.UnauthorizedException;
import software.amazon.awssdk.services.ssooidc.SsoOidcClient;
import software.amazon.awssdk.services.ssooidc.model.CreateTokenResponse;
import software.amazon.awssdk.services.ssooidc.model.InvalidGrantException;

/** What the services that hand out sessions refuse; what they give, the tests of the credentials show. */
final class LoginsTest {

    private static final String READER = "arn:aws:iam::111122223333:role/reader";

    private final TestKms kms = TestKms.start();
    private final SsoClient sso = SsoClient.builder()
            .endpointOverride(kms.endpoint())
            .region(Region.US_EAST_1)
            .credentialsProvider(AnonymousCredentialsProvider.create())
            .build();
    private final SsoOidcClient oidc = SsoOidcClient.builder()
            .endpointOverride(kms.endpoint())
            .region(Region.US_EAST_1)
            .credentialsProvider(AnonymousCredentialsProvider.create())
            .build();

    @AfterEach
    void close() {
        sso.close();
        oidc.close();
        kms.close();
    }

    private int status(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
        return answer.statusCode();
    }

    private HttpRequest.Builder at(String path) {
        return HttpRequest.newBuilder(URI.create(kms.endpoint() + path));
    }

    @Test
    void sso_unknownToken_isUnauthorized() {
        kms.role(READER);
        assertThatExceptionOfType(UnauthorizedException.class)
                .isThrownBy(() -> sso.getRoleCredentials(
                        r -> r.accessToken("none").accountId("111122223333").roleName("reader")));
    }

    @Test
    void sso_unknownRole_isForbidden() {
        kms.logins().sso("access");
        assertThatExceptionOfType(SsoException.class)
                .isThrownBy(() -> sso.getRoleCredentials(
                        r -> r.accessToken("access").accountId("111122223333").roleName("writer")))
                .matches(e -> e.statusCode() == 403);
    }

    @Test
    void oidc_refreshToken_isForOneUse() {
        kms.logins().ssoRefresh("refresh");
        CreateTokenResponse answer = renew("refresh");
        assertThatExceptionOfType(InvalidGrantException.class).isThrownBy(() -> renew("refresh"));
        assertThat(renew(answer.refreshToken()).accessToken()).isNotEqualTo(answer.accessToken());
    }

    private CreateTokenResponse renew(String refreshToken) {
        return oidc.createToken(r -> r.clientId("client")
                .clientSecret("secret")
                .grantType("refresh_token")
                .refreshToken(refreshToken));
    }

    @Test
    void signin_noProof_isRefused() throws Exception {
        String body = "{\"refreshToken\":\"refresh\"}";
        assertThat(status(at("/v1/token").POST(BodyPublishers.ofString(body)))).isEqualTo(400);
        assertThat(status(at("/v1/token").header("DPoP", "a.b.c").POST(BodyPublishers.ofString(body))))
                .isEqualTo(400);
    }

    @Test
    void metadata_version1_isRefused() throws Exception {
        kms.logins().instance(READER);
        String roles = "/latest/meta-data/iam/security-credentials/";
        assertThat(status(at(roles).GET())).isEqualTo(401);
        assertThat(status(at(roles).header("x-aws-ec2-metadata-token", "guess").GET()))
                .isEqualTo(401);
        assertThat(status(at("/latest/api/token").GET())).isEqualTo(400);
    }

    @Test
    void container_otherPathOrToken_isRefused() throws Exception {
        kms.logins().container("/v1/credentials", "token", READER);
        assertThat(status(at("/v1/credentials").header("Authorization", "token").GET()))
                .isEqualTo(200);
        assertThat(status(at("/v1/credentials").GET())).isEqualTo(403);
        assertThat(status(
                        at("/v2/credentials/1").header("Authorization", "token").GET()))
                .isEqualTo(403);
    }
}
