package io.parquetkms.kms.aws;

import io.parquetkms.config.InvalidConfigurationException;
import io.parquetkms.kms.Diagnosis;
import io.parquetkms.kms.Diagnosis.Verdict;
import io.parquetkms.kms.KmsOperation;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kms.KmsClient;

/** Whether KMS answers from here, through whatever is in between: one request without credentials, which KMS refuses. */
final class EndpointProbe {

    /** Any will do: KMS looks for a signature first. */
    private static final String ANY_KEY = "alias/aws/s3";

    private EndpointProbe() {}

    static List<Diagnosis> examine(AwsOptions options, String region) {
        SeenAnswer seen = new SeenAnswer();
        try (AwsHttp http = new AwsHttp(options);
                KmsClient client = ClientSetup.apply(KmsClient.builder(), options, region, options.endpoint())
                        .credentialsProvider(AnonymousCredentialsProvider.create())
                        .httpClient(http)
                        .overrideConfiguration(ProbeClients.briefly(options).toBuilder()
                                .addExecutionInterceptor(seen)
                                .build())
                        .build()) {
            client.describeKey(request -> request.keyId(ANY_KEY));
            return answered(options, seen);
        } catch (AwsServiceException e) {
            return ErrorKinds.isStrangers(e) || e.statusCode() >= 500
                    ? List.of(unreachable(region, seen, e))
                    : answered(options, seen);
        } catch (SdkException e) {
            return List.of(unreachable(region, seen, e));
        } catch (InvalidConfigurationException e) {
            return List.of(new Diagnosis(Verdict.WRONG, String.valueOf(e.getMessage()), "As it says"));
        } catch (IllegalArgumentException | IllegalStateException | UncheckedIOException e) {
            InvalidConfigurationException explained = SdkSettings.explain(e);
            return List.of(new Diagnosis(
                    Verdict.WRONG,
                    String.valueOf((explained == null ? SdkSettings.anywhere(e) : explained).getMessage()),
                    "Correct that value"));
        }
    }

    private static List<Diagnosis> answered(AwsOptions options, SeenAnswer seen) {
        List<Diagnosis> found = new ArrayList<>();
        found.add(Diagnosis.fine(seen.host() + " answers in " + seen.milliseconds() + " ms"
                + (Boolean.TRUE.equals(options.fips()) ? ", FIPS" : "")
                + (Boolean.TRUE.equals(options.dualstack()) ? ", dual stack" : "")
                + (options.endpoint() == null ? "" : ", by " + AwsProperties.ENDPOINT)));
        found.add(ClockSkew.of(seen));
        return found;
    }

    private static Diagnosis unreachable(String region, SeenAnswer seen, SdkException e) {
        String message = String.valueOf(
                AwsErrors.translate(KmsOperation.DESCRIBE_KEY, ANY_KEY, e).getMessage());
        String where = seen.host().isEmpty() ? "KMS in " + region : seen.host();
        return new Diagnosis(
                Verdict.WRONG,
                where + ": " + message.substring(message.indexOf(": ") + 2),
                "See that this machine reaches " + where
                        + " on its port (a VPC without a way out needs the interface endpoint"
                        + " com.amazonaws." + region + ".kms), and look at " + AwsProperties.ENDPOINT
                        + ", AWS_ENDPOINT_URL_KMS, HTTPS_PROXY and NO_PROXY");
    }
}
