package io.parquetkms.kms.aws;

import io.parquetkms.config.InvalidConfigurationException;
import io.parquetkms.kms.Diagnosis;
import io.parquetkms.kms.Diagnosis.Verdict;
import io.parquetkms.kms.KmsOperation;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.profiles.ProfileFileSystemSetting;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/** Where this process' credentials come from, and whose they are: at most one request to STS beside those that fetch them. */
final class CredentialsProbe {

    private static final String SELF_CONTAINED = "use the self-contained jar, parquet-kms";

    private CredentialsProbe() {}

    static List<Diagnosis> examine(AwsOptions options, @Nullable String region) {
        if (region == null) {
            return List.of(
                    new Diagnosis(Verdict.NOTE, "Not looked for: no Region is known", "Set " + AwsProperties.REGION));
        }
        List<Diagnosis> found = new ArrayList<>();
        forgottenProfile(options, found);
        try (AwsHttp http = new AwsHttp(options);
                AwsCredentials credentials = new AwsCredentials(options, http);
                Sts sts = new Sts(options, http)) {
            AwsCredentialsProvider provider = credentials.provider(region);
            Instant expires = provider.resolveCredentials().expirationTime().orElse(null);
            found.add(Diagnosis.fine(credentials.source() + expiry(expires)));
            found.add(identity(options, sts, provider, region));
        } catch (SdkException e) {
            found.add(failed(e));
        } catch (InvalidConfigurationException e) {
            found.add(new Diagnosis(
                    Verdict.WRONG, String.valueOf(e.getMessage()), "As it says; docs/aws.md has examples"));
        } catch (LinkageError e) {
            found.add(missing(e));
        }
        return found;
    }

    private static void forgottenProfile(AwsOptions options, List<Diagnosis> found) {
        String name = options.profile() == null
                ? ProfileFileSystemSetting.AWS_PROFILE.getStringValue().orElse(null)
                : options.profile();
        if (name != null
                && !name.equals("default")
                && ProfileFile.defaultProfileFile().profile(name).isEmpty()) {
            found.add(new Diagnosis(
                    Verdict.WARNING,
                    "There is no profile '" + name + "' here, though "
                            + (options.profile() == null ? "AWS_PROFILE" : AwsProperties.CREDENTIALS.toString())
                            + " names it",
                    "aws configure list-profiles, and name one of those; or aws configure --profile " + name));
        }
    }

    private static String expiry(@Nullable Instant expires) {
        return expires == null ? "" : ", until " + expires;
    }

    private static Diagnosis identity(AwsOptions options, Sts sts, AwsCredentialsProvider provider, String region) {
        if (options.stsEndpoint() == null && !isOfAws(options.endpoint())) {
            return new Diagnosis(
                    Verdict.NOTE,
                    "Whose they are is not asked: " + AwsProperties.ENDPOINT + " is none of AWS",
                    AwsProperties.STS_ENDPOINT + "=<URL>, if it has an STS, too");
        }
        try {
            GetCallerIdentityResponse who = sts.whoAmI(provider, region);
            return Diagnosis.fine("as " + who.arn());
        } catch (SdkException e) {
            return ErrorKinds.of(e).isTransient()
                    ? new Diagnosis(
                            Verdict.NOTE,
                            "Whose they are can't be told: STS does not answer (" + AwsErrors.reason(e) + ")",
                            "Nothing, if no role is to be assumed; else the VPC endpoint com.amazonaws." + region
                                    + ".sts, or " + AwsProperties.STS_ENDPOINT)
                    : failed(e);
        }
    }

    private static boolean isOfAws(@Nullable URI endpoint) {
        return endpoint == null || endpoint.getHost().contains(".amazonaws.com");
    }

    private static Diagnosis failed(SdkException e) {
        String message =
                String.valueOf(AwsErrors.translate(KmsOperation.DECRYPT, "", e).getMessage());
        return new Diagnosis(Verdict.WRONG, message.substring(message.indexOf(": ") + 2), remedy(e));
    }

    private static String remedy(SdkException e) {
        String login = LoginSessions.command(e);
        String reason = AwsErrors.reason(e) + e.getMessage();
        if (reason.contains("module must be on the class path")) {
            return "Put the modules of the AWS SDK that docs/design.md lists (sso and ssooidc, signin, sts) on the class path, or "
                    + SELF_CONTAINED;
        } else if (login != null) {
            return login + " --profile <that profile>";
        }
        return "Renew or correct what that source holds; docs/aws.md shows each one. " + AwsProperties.CREDENTIALS
                + " chooses another";
    }

    private static Diagnosis missing(LinkageError e) {
        return new Diagnosis(
                Verdict.WRONG,
                String.valueOf(MissingModule.of(e).getMessage()),
                "Put that module on the class path, or " + SELF_CONTAINED);
    }
}
