package io.parquetkms.kms.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.parquetkms.config.InvalidConfigurationException;
import io.parquetkms.kms.EncryptionContext;
import io.parquetkms.kms.KmsByName;
import io.parquetkms.kms.KmsCredentialsException;
import io.parquetkms.testkms.RecordedRequest;
import io.parquetkms.testkms.TestKms;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.SystemPropertyCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;

final class CredentialsProviderClassTest {

    private final AwsFixture aws = new AwsFixture();

    @AfterEach
    void close() {
        aws.close();
    }

    private static AwsCredentials resolve(Class<?> type) {
        return CredentialsProviderClass.instantiate(type.getName()).resolveCredentials();
    }

    private static void assertRefused(String name) {
        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() -> CredentialsProviderClass.instantiate(name))
                .withMessageContainingAll(name, "parquet.kms.aws.credentials");
    }

    @Test
    void instantiate_classOfTheSdk_isFound() {
        AwsCredentialsProvider provider = CredentialsProviderClass.instantiate(
                "software.amazon.awssdk.auth.credentials.SystemPropertyCredentialsProvider");
        assertThat(provider).isInstanceOf(SystemPropertyCredentialsProvider.class);
        assertThat(provider.resolveCredentials().accessKeyId()).isEqualTo(TestKms.ACCESS_KEY_ID);
    }

    @Test
    void instantiate_classOfTheUser_isMadeByCreate() {
        assertThat(CredentialsProviderClass.instantiate(OtherCaller.class.getName()))
                .isInstanceOf(OtherCaller.class);
        assertThat(resolve(OtherCaller.class).accessKeyId()).isEqualTo(OtherCaller.ACCESS_KEY_ID);
    }

    @Test
    void service_classOfTheUser_signs() {
        aws.kms().addCaller(OtherCaller.ACCESS_KEY_ID, OtherCaller.SECRET_ACCESS_KEY);
        String key = aws.kms().createKey();
        try (KmsByName service = aws.open("parquet.kms.aws.credentials", OtherCaller.class.getName())) {
            service.generateDataKey(key, 128, EncryptionContext.NONE);
        }
        assertThat(aws.last().accessKeyId()).isEqualTo(OtherCaller.ACCESS_KEY_ID);
        assertThat(aws.last().outcome()).isEqualTo(RecordedRequest.OK);
    }

    /** By a public constructor. */
    public static final class Constructed implements AwsCredentialsProvider {
        @Override
        public AwsCredentials resolveCredentials() {
            return AwsSessionCredentials.create("a", "s", "t");
        }
    }

    @Test
    void instantiate_publicConstructor_isUsed() {
        assertThat(resolve(Constructed.class)).isEqualTo(AwsSessionCredentials.create("a", "s", "t"));
    }

    /** A user's class that fails in its own way. */
    public static final class Failing implements AwsCredentialsProvider {
        @Override
        @SuppressWarnings("DoNotCallSuggester") // called by the SDK
        public AwsCredentials resolveCredentials() {
            throw new IllegalStateException("vault is sealed");
        }
    }

    @Test
    void service_classOfTheUserFails_isAboutCredentials() {
        String key = aws.kms().createKey();
        for (Class<?> type : List.of(Failing.class, ForeignFailing.class)) {
            try (KmsByName service = aws.open("parquet.kms.aws.credentials", type.getName())) {
                assertThatExceptionOfType(KmsCredentialsException.class)
                        .isThrownBy(() -> service.generateDataKey(key, 128, EncryptionContext.NONE))
                        .withMessageContainingAll(key, "Cannot load credentials")
                        .withRootCauseInstanceOf(IllegalStateException.class);
            }
        }
    }

    // ---- providers of another SDK: the same methods, other types

    /** A provider as the user's own SDK has it, of types unknown to the bundle. */
    public static final class Foreign {
        public ForeignCredentials resolveCredentials() {
            return new ForeignCredentials("foreign", "secret");
        }
    }

    /** Credentials of that SDK; not public, as the SDK's builders make them. */
    record ForeignCredentials(String accessKeyId, String secretAccessKey) {}

    @Test
    void instantiate_foreignProvider_isAskedByReflection() {
        AwsCredentials credentials = resolve(Foreign.class);
        assertThat(credentials.accessKeyId()).isEqualTo("foreign");
        assertThat(credentials.secretAccessKey()).isEqualTo("secret");
        assertThat(credentials).isNotInstanceOf(AwsSessionCredentials.class);
    }

    /** With a session token. */
    public static final class ForeignSession {
        private ForeignSession() {}

        public static ForeignSession create() {
            return new ForeignSession();
        }

        public ForeignSessionCredentials resolveCredentials() {
            return new ForeignSessionCredentials("foreign", "secret", "token");
        }
    }

    record ForeignSessionCredentials(String accessKeyId, String secretAccessKey, String sessionToken) {}

    @Test
    void instantiate_foreignSession_keepsTheToken() {
        assertThat(resolve(ForeignSession.class)).isEqualTo(AwsSessionCredentials.create("foreign", "secret", "token"));
    }

    /** Fails as a provider without credentials does. */
    public static final class ForeignFailing {
        @SuppressWarnings("DoNotCallSuggester") // called by reflection
        public ForeignCredentials resolveCredentials() {
            throw new IllegalStateException("vault is sealed");
        }
    }

    @Test
    void resolve_foreignProviderFails_isAboutCredentials() {
        assertThatExceptionOfType(SdkClientException.class)
                .isThrownBy(() -> resolve(ForeignFailing.class))
                .withMessageContainingAll("Cannot load credentials from", ForeignFailing.class.getName())
                .withCauseInstanceOf(IllegalStateException.class);
    }

    /** Has the method, but not what it should return. */
    public static final class ForeignOther {
        public String resolveCredentials() {
            return "no credentials";
        }
    }

    @Test
    void resolve_foreignProviderOfSomethingElse_isRefused() {
        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() -> resolve(ForeignOther.class))
                .withMessageContainingAll("accessKeyId()", "no credentials provider");
    }

    /** Returns nothing, as careless as a user's class may be. */
    public static final class ForeignNull {
        public @Nullable Object resolveCredentials() {
            return null;
        }
    }

    @Test
    void resolve_foreignProviderOfNull_isAboutCredentials() {
        assertThatExceptionOfType(SdkClientException.class)
                .isThrownBy(() -> resolve(ForeignNull.class))
                .withMessageContaining("Cannot load credentials from");
    }

    // ---- names of no provider

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no.such.Provider",
                "defualt",
                "instance profile",
                "software.amazon.awssdk.auth.credentials.NoSuchProvider",
                "software.amazon.awssdk.auth.credentials.AwsCredentialsProvider",
                "java.lang.String",
                "java.lang.Integer",
            })
    void instantiate_noProvider_isRefused(String name) {
        assertRefused(name);
    }

    /** Can't be made: no public constructor, no create(). */
    public static final class Hidden implements AwsCredentialsProvider {
        private Hidden() {}

        @Override
        public AwsCredentials resolveCredentials() {
            throw new UnsupportedOperationException();
        }
    }

    /** Its create() is not static. */
    public static final class InstanceCreate {
        public InstanceCreate create() {
            return this;
        }
    }

    /** Its create() fails. */
    public static final class FailingCreate {
        private FailingCreate() {}

        @SuppressWarnings("DoNotCallSuggester") // called by reflection
        public static FailingCreate create() {
            throw new IllegalStateException("no vault");
        }
    }

    /** Its initializer fails. */
    public static final class FailingInitializer {
        static final Object FIELD = Integer.valueOf("no number");
    }

    @ParameterizedTest
    @ValueSource(classes = {Hidden.class, InstanceCreate.class, FailingCreate.class, FailingInitializer.class})
    void instantiate_classThatCannotBeMade_isRefused(Class<?> type) {
        assertRefused(type.getName());
    }

    @Test
    void service_noProvider_isRefusedAtTheFirstCall() {
        String key = aws.kms().createKey();
        try (KmsByName service = aws.open("parquet.kms.aws.credentials", "no.such.Provider")) {
            assertThatExceptionOfType(InvalidConfigurationException.class)
                    .isThrownBy(() -> service.generateDataKey(key, 128, EncryptionContext.NONE))
                    .withMessageContainingAll("no.such.Provider", "assume-role:<role ARN>");
        }
    }
}
