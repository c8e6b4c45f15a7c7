package io.parquetkms.kms.aws;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.profiles.ProfileFileSystemSetting;
import software.amazon.awssdk.regions.providers.AwsProfileRegionProvider;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;
import software.amazon.awssdk.regions.providers.AwsRegionProviderChain;
import software.amazon.awssdk.regions.providers.InstanceProfileRegionProvider;
import software.amazon.awssdk.regions.providers.SystemSettingsRegionProvider;

/** The Region that this process is in, as the SDK finds it: environment, profile, instance. */
final class OwnRegion {

    private OwnRegion() {}

    /** The instance is asked once: where none answers, it takes two seconds, and none will answer later. */
    private static final class Instance {
        static final Optional<String> REGION = ask(new InstanceProfileRegionProvider());
    }

    /**
     * Null where there is none.
     *
     * @param profile whose Region counts; null: that of {@code AWS_PROFILE}
     */
    static @Nullable String find(@Nullable String profile) {
        return ofSettings(profile).or(OwnRegion::ofInstance).orElse(null);
    }

    /** The same without a request to the instance. */
    static Optional<String> ofSettings(@Nullable String profile) {
        String name = profile == null ? ProfileFileSystemSetting.AWS_PROFILE.getStringValueOrThrow() : profile;
        return ask(new AwsRegionProviderChain(
                new SystemSettingsRegionProvider(),
                new AwsProfileRegionProvider(ProfileFile::defaultProfileFile, name)));
    }

    private static Optional<String> ofInstance() {
        return SdkSystemSetting.AWS_EC2_METADATA_DISABLED.getBooleanValueOrThrow() ? Optional.empty() : Instance.REGION;
    }

    private static Optional<String> ask(AwsRegionProvider provider) {
        try {
            return Optional.ofNullable(provider.getRegion()).map(region -> region.id());
        } catch (SdkClientException e) {
            return Optional.empty(); // how providers say that they have none
        }
    }
}
