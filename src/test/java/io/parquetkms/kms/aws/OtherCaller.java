package io.parquetkms.kms.aws;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/** A user's own credentials provider: a second caller of the tests' KMS. */
public final class OtherCaller implements AwsCredentialsProvider {

    static final String ACCESS_KEY_ID = "AKIAI44QH8DHBEXAMPLE";
    static final String SECRET_ACCESS_KEY = "je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY";

    public static OtherCaller create() {
        return new OtherCaller();
    }

    @Override
    public AwsCredentials resolveCredentials() {
        return AwsBasicCredentials.create(ACCESS_KEY_ID, SECRET_ACCESS_KEY);
    }
}
