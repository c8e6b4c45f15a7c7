package io.parquetkms.kms.aws;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;
import software.amazon.awssdk.services.sts.auth.StsWebIdentityTokenFileCredentialsProvider;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * Credentials from STS, which is reached as KMS is: same proxy, same kind of endpoint. The only class that needs the SDK's
 * module {@code sts}. Thread-safe.
 */
final class Sts implements SdkAutoCloseable {

    private final AwsOptions options;
    private final SdkHttpClient http;
    private final List<SdkAutoCloseable> opened = new CopyOnWriteArrayList<>();

    Sts(AwsOptions options, SdkHttpClient http) {
        this.options = options;
        this.http = http;
    }

    /** @param duration in seconds; null: what STS gives by itself */
    record Role(
            String arn,
            @Nullable String sessionName,
            @Nullable String externalId,
            @Nullable Integer duration) {}

    AwsCredentialsProvider assume(Role role, AwsCredentialsProvider caller, String region) {
        return opened(StsAssumeRoleCredentialsProvider.builder()
                .stsClient(client(region, caller))
                .refreshRequest(request -> request.roleArn(role.arn())
                        .roleSessionName(role.sessionName() == null ? options.roleSessionName() : role.sessionName())
                        .externalId(role.externalId())
                        .durationSeconds(role.duration()))
                .build());
    }

    /** The role, session name and token file that the environment names. */
    AwsCredentialsProvider webIdentity(String region) {
        return opened(StsWebIdentityTokenFileCredentialsProvider.builder()
                .stsClient(client(region, AnonymousCredentialsProvider.create()))
                .build());
    }

    AwsCredentialsProvider webIdentity(Role role, Path tokenFile, String region) {
        return opened(StsWebIdentityTokenFileCredentialsProvider.builder()
                .stsClient(client(region, AnonymousCredentialsProvider.create()))
                .roleArn(role.arn())
                .roleSessionName(role.sessionName() == null ? options.roleSessionName() : role.sessionName())
                .webIdentityTokenFile(tokenFile)
                .build());
    }

    /**
     * Whose credentials these are: {@code sts:GetCallerIdentity}, which needs no right.
     *
     * @return account and ARN
     */
    GetCallerIdentityResponse whoAmI(AwsCredentialsProvider caller, String region) {
        StsClient client = ClientSetup.apply(StsClient.builder(), options, region, options.stsEndpoint())
                .httpClient(http)
                .credentialsProvider(caller)
                .overrideConfiguration(ProbeClients.briefly(options))
                .build();
        opened.add(client);
        return client.getCallerIdentity();
    }

    private <P extends AwsCredentialsProvider & SdkAutoCloseable> AwsCredentialsProvider opened(P provider) {
        opened.add(0, provider); // closed before its client
        return CredentialService.STS.naming(provider);
    }

    private StsClient client(String region, AwsCredentialsProvider caller) {
        StsClient client = ClientSetup.apply(StsClient.builder(), options, region, options.stsEndpoint())
                .httpClient(http)
                .credentialsProvider(caller)
                .overrideConfiguration(ClientSetup.overrides(options).build())
                .build();
        opened.add(client);
        return client;
    }

    @Override
    public void close() {
        opened.forEach(SdkAutoCloseable::close);
    }
}
