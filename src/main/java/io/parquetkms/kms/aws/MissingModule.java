package io.parquetkms.kms.aws;

import io.parquetkms.config.InvalidConfigurationException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says which module of the SDK is missing, beside the thin jar. */
final class MissingModule {

    private static final Pattern OF_A_SERVICE = Pattern.compile("awssdk[./]services[./]([a-z]+)[./]");

    private MissingModule() {}

    static InvalidConfigurationException of(LinkageError e) {
        String named = String.valueOf(e.getMessage());
        Matcher matcher = OF_A_SERVICE.matcher(named);
        String which = matcher.find()
                ? "the module software.amazon.awssdk:" + matcher.group(1)
                : "a library, or its version does not fit";
        return new InvalidConfigurationException(
                "Missing on the class path: " + which + " (" + e.getClass().getSimpleName() + ": " + named
                        + "). The thin jar needs the modules that docs/design.md lists, all of one version; the"
                        + " self-contained jar has them",
                e);
    }
}
