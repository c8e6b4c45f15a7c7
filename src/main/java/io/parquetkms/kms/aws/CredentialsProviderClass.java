package io.parquetkms.kms.aws;

import io.parquetkms.config.InvalidConfigurationException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.core.exception.SdkClientException;

/**
 * A credentials provider given by the name of its class.
 *
 * <p>In the bundle the SDK has other package names. A provider of the SDK itself is found under them; one of the user's own
 * implements the interface of the user's SDK, and is asked by reflection.
 */
final class CredentialsProviderClass {

    /** Written apart, since relocation would rename it in one piece. */
    private static final String SDK = String.join(".", "software", "amazon", "awssdk");

    private CredentialsProviderClass() {}

    /**
     * Makes an instance with the static method {@code create()}, or the public constructor without arguments.
     *
     * @throws InvalidConfigurationException if there is no such class, or it is no credentials provider
     */
    static AwsCredentialsProvider instantiate(String name) {
        Object instance = newInstance(name);
        if (instance instanceof AwsCredentialsProvider provider) {
            return provider;
        }
        method(instance, "resolveCredentials");
        return () -> credentials(instance);
    }

    private static Object newInstance(String name) {
        try {
            Class<?> type = load(name);
            Optional<Method> create = Arrays.stream(type.getMethods())
                    .filter(method -> method.getName().equals("create") && method.getParameterCount() == 0)
                    .filter(method -> Modifier.isStatic(method.getModifiers()))
                    .findFirst();
            return create.isPresent()
                    ? create.get().invoke(null)
                    : type.getConstructor().newInstance();
        } catch (ReflectiveOperationException | LinkageError e) {
            throw new InvalidConfigurationException(
                    "Invalid value '" + name + "' of " + AwsProperties.CREDENTIALS + ": must be default,"
                            + " profile:<name>, web-identity, assume-role:<role ARN>, or a class on the class path with a"
                            + " public static create() or a public constructor without arguments",
                    e);
        }
    }

    private static Class<?> load(String name) throws ClassNotFoundException {
        if (name.startsWith(SDK + ".")) {
            String own = AwsCredentialsProvider.class.getName();
            String prefix = own.substring(0, own.indexOf(SDK));
            return Class.forName(prefix + name);
        }
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        return Class.forName(name, true, context == null ? CredentialsProviderClass.class.getClassLoader() : context);
    }

    private static software.amazon.awssdk.auth.credentials.AwsCredentials credentials(Object provider) {
        Object credentials = call(provider, "resolveCredentials");
        String accessKeyId = (String) call(credentials, "accessKeyId");
        String secretAccessKey = (String) call(credentials, "secretAccessKey");
        boolean session = Arrays.stream(credentials.getClass().getMethods())
                .anyMatch(method -> method.getName().equals("sessionToken"));
        return session
                ? AwsSessionCredentials.create(accessKeyId, secretAccessKey, (String) call(credentials, "sessionToken"))
                : AwsBasicCredentials.create(accessKeyId, secretAccessKey);
    }

    private static Object call(Object target, String name) {
        try {
            Method method = method(target, name);
            method.setAccessible(true);
            Object answer = method.invoke(target);
            if (answer == null) {
                throw SdkClientException.create("Cannot load credentials from "
                        + target.getClass().getName() + ": " + name + "() returned null");
            }
            return answer;
        } catch (ReflectiveOperationException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw SdkClientException.create(
                    "Cannot load credentials from " + target.getClass().getName(), cause);
        }
    }

    private static Method method(Object target, String name) {
        try {
            return target.getClass().getMethod(name);
        } catch (NoSuchMethodException e) {
            throw new InvalidConfigurationException(
                    target.getClass().getName() + " of " + AwsProperties.CREDENTIALS
                            + " is no credentials provider: it has no public method " + name + "()",
                    e);
        }
    }
}
