package io.parquetkms.lake.replace.s3;

import java.io.IOException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * What a job tells S3A of a bucket, as far as it concerns any client: {@code fs.s3a.bucket.<bucket>.*} before {@code fs.s3a.*}.
 *
 * @param endpoint null: AWS's own
 * @param region null: the SDK's own search
 * @param keys null: the SDK's own search
 * @param acl as S3 names them; null: none
 * @param bufferDirectory on this machine
 */
record S3Settings(
        String bucket,
        @Nullable String endpoint,
        @Nullable String region,
        boolean pathStyle,
        boolean requesterPays,
        boolean anonymous,
        @Nullable Keys keys,
        @Nullable String acl,
        String bufferDirectory) {

    private static final Pattern OF_AWS =
            Pattern.compile("(?:https?://)?s3(?:[.-]([a-z0-9-]+))?\\.amazonaws\\.com(\\.cn)?/?");

    /** Classes of Hadoop and of the SDK that take what the properties, or the machine, say: as the SDK does by itself. */
    private static final Pattern USUAL = Pattern.compile(
            "(Simple|Temporary|Anonymous)AWSCredentialsProvider"
                    + "|(EnvironmentVariable|InstanceProfile|IAMInstance|Container|WebIdentityToken\\w*|Profile|Default|SystemProperty)"
                    + "(AWS)?Credentials?Provider(Chain)?|EC2ContainerCredentialsProviderWrapper|WebIdentityTokenFileCredentialsProvider");

    /** They hide themselves. */
    record Keys(String access, String secret, @Nullable String token) {

        @Override
        public String toString() {
            return "Keys";
        }
    }

    static S3Settings of(Configuration configuration, String bucket) throws IOException {
        Reader reader = new Reader(configuration, bucket);
        String providers = reader.text("aws.credentials.provider", "");
        checkProviders(providers);
        String encryption = reader.text("encryption.algorithm", reader.text("server-side-encryption-algorithm", ""));
        if (encryption.toUpperCase(Locale.ROOT).matches("SSE-C|CSE-.*")) {
            throw new IOException("Files of " + bucket + " can't be replaced: they are encrypted by S3A's " + encryption
                    + ", whose keys this tool does not handle");
        }
        String endpoint = reader.text("endpoint", "");
        Matcher ofAws = OF_AWS.matcher(endpoint);
        boolean own = endpoint.isEmpty() || ofAws.matches();
        String region = own && !endpoint.isEmpty() ? ofAws.group(1) : null;
        return new S3Settings(
                bucket,
                own ? null : reader.withScheme(endpoint),
                emptyIsNull(reader.text("endpoint.region", region == null ? "" : region)),
                reader.flag("path.style.access"),
                reader.flag("requester.pays.enabled"),
                providers.contains("AnonymousAWSCredentialsProvider"),
                reader.keys(),
                emptyIsNull(reader.text("acl.default", "")),
                reader.directory());
    }

    private static void checkProviders(String providers) throws IOException {
        for (String provider : providers.split(",", -1)) {
            String name = provider.trim().substring(provider.trim().lastIndexOf('.') + 1);
            if (!name.isEmpty() && !USUAL.matcher(name).matches()) {
                throw new IOException("Cannot use fs.s3a.aws.credentials.provider " + provider.trim()
                        + ": this tool has an S3 client of its own. Give it credentials by the environment, a profile or"
                        + " fs.s3a.access.key, and leave the property out");
            }
        }
    }

    private static @Nullable String emptyIsNull(String value) {
        return value.isEmpty() ? null : value;
    }

    private record Reader(Configuration configuration, String bucket) {

        private static final String PREFIX = "fs.s3a.";

        String text(String name, String otherwise) {
            String general = configuration.getTrimmed(PREFIX + name, otherwise);
            return configuration.getTrimmed(PREFIX + "bucket." + bucket + "." + name, general);
        }

        boolean flag(String name) {
            return Boolean.parseBoolean(text(name, "false"));
        }

        String withScheme(String endpoint) {
            if (endpoint.contains("://")) {
                return endpoint;
            }
            boolean plain = text("connection.ssl.enabled", "true").equals("false");
            return (plain ? "http://" : "https://") + endpoint;
        }

        @Nullable
        Keys keys() throws IOException {
            String access = secret("access.key");
            String secret = secret("secret.key");
            return access == null || secret == null ? null : new Keys(access, secret, secret("session.token"));
        }

        private @Nullable String secret(String name) throws IOException {
            char[] own = configuration.getPassword(PREFIX + "bucket." + bucket + "." + name);
            char[] found = own == null ? configuration.getPassword(PREFIX + name) : own;
            return found == null || found.length == 0 ? null : new String(found).trim();
        }

        String directory() {
            String several = text("buffer.dir", System.getProperty("java.io.tmpdir"));
            return several.split(",", 2)[0].trim().replaceFirst("^file:/+", "/");
        }
    }
}
