package io.parquetkms.policy;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Globs that match nothing, and what their authors probably meant. */
final class GlobMistakes {

    private static final Set<String> YES =
            Set.of("yes", "on", "1", "y", "t", "all", "any", "everything", "everywhere", "enabled");
    private static final Set<String> NO = Set.of("no", "off", "0", "n", "f", "none", "nothing", "nowhere", "disabled");

    /** The usual schemes, to find a misspelt one. Others are taken as they are: there are file systems that nobody here knows. */
    private static final List<String> USUAL = List.of(
            "s3a",
            "s3",
            "s3n",
            "gs",
            "abfs",
            "abfss",
            "wasb",
            "wasbs",
            "hdfs",
            "webhdfs",
            "swebhdfs",
            "viewfs",
            "file",
            "dbfs",
            "dfs");

    private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:([\\\\/].*)?|\\\\\\\\.*");
    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*");
    private static final Pattern SLASHES = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*):?(/*)(.*)");
    private static final Pattern UP = Pattern.compile("[*?\\]}][^/]*/+(\\./+)*\\.\\.(/|$)");

    /** Alternatives that are empty after a slash, that begin with a slash there or end with one, {@code .} and {@code ..}. */
    private static final Pattern NO_NAME =
            Pattern.compile("/\\{([^}]*,)?[,}/]|/[,}]|[{,]\\.\\.?[,}/]|/\\.\\.?[,}]|\\{[^}]*/\\.\\./");

    private static final Pattern BRACE_IN_BRACKETS = Pattern.compile("\\[[^\\]]*[{}]");
    private static final Pattern ESCAPED = Pattern.compile("\\\\.");

    private GlobMistakes() {}

    /** @throws IllegalArgumentException saying what is wrong and what was probably meant */
    static void check(String glob) {
        String lower = glob.toLowerCase(Locale.ROOT);
        if (YES.contains(lower)) {
            throw wrong("it is no path: did you mean *, for everywhere?");
        }
        if (NO.contains(lower)) {
            throw wrong("it is no path: did you mean false, for nowhere?");
        }
        if (DRIVE.matcher(glob).matches()) {
            throw wrong("begin a Windows path with file:///, and write slashes: did you mean file:///"
                    + glob.replace('\\', '/').replaceFirst("^/+", "") + "?");
        }
        if (glob.contains("{}")) {
            throw wrong("its braces are empty");
        }
        if (glob.contains("{") != glob.contains("}")) {
            throw wrong("commas separate globs, also within braces: write one for each alternative");
        }
        if (UP.matcher(glob).find()) {
            throw wrong("what '..' after a wildcard means can't be told: write the directory itself");
        }
        checkBraces(ESCAPED.matcher(glob).replaceAll("_"));
        checkScheme(glob);
    }

    private static void checkBraces(String glob) {
        if (BRACE_IN_BRACKETS.matcher(glob).find()) {
            throw wrong("brackets can't hold braces: did you mean \\{ or \\}?");
        }
        if (glob.contains("{") && NO_NAME.matcher(glob).find()) {
            throw wrong(
                    "an alternative in its braces is no name, and matches nothing: write each as a path of its own");
        }
    }

    private static void checkScheme(String glob) {
        if (glob.startsWith("/") || glob.startsWith("*")) {
            return;
        }
        int colon = glob.indexOf(":/");
        if (colon < 0 || glob.lastIndexOf('/', colon) >= 0) {
            throw wrong(withoutScheme(glob));
        }
        String scheme = glob.substring(0, colon);
        if (!PathPattern.isWildcard(scheme)) {
            checkScheme(scheme, glob.substring(colon + 1));
        }
    }

    /** @param rest what follows the colon */
    private static void checkScheme(String scheme, String rest) {
        if (!SCHEME.matcher(scheme).matches()) {
            throw wrong("'" + scheme + "' is no scheme: did you mean s3a:" + rest + "?");
        }
        String family = Schemes.family(scheme);
        String usual = misspelt(family);
        if (usual != null) {
            throw wrong("there is no scheme '" + scheme + "': did you mean " + usual + ":" + rest + "? ('*:" + rest
                    + "' is any scheme)");
        }
        boolean named = rest.startsWith("//") && rest.length() > 2 && rest.charAt(2) != '/';
        if (family.equals(Schemes.LOCAL) && named) {
            throw wrong("a local path has no host: did you mean file://" + rest.substring(1) + "?");
        }
        if (Schemes.needsAuthority(family) && !named) {
            throw wrong("it names no bucket or container: did you mean " + scheme + "://"
                    + orAny(rest.replaceFirst("^/+", "")) + "?");
        }
    }

    private static String orAny(String rest) {
        return rest.isEmpty() ? "*" : rest;
    }

    /** {@code s3a//bucket}, {@code hdfs:data}; else {@code bucket/customer}. */
    private static String withoutScheme(String glob) {
        Matcher parts = SLASHES.matcher(glob);
        if (parts.matches()
                && USUAL.contains(parts.group(1).toLowerCase(Locale.ROOT))
                && (glob.contains(":") || !parts.group(2).isEmpty())) {
            String family = Schemes.family(parts.group(1));
            String slashes = family.equals(Schemes.LOCAL) ? ":///" : "://";
            return "it has no scheme: did you mean " + parts.group(1) + slashes + orAny(parts.group(3)) + "?";
        }
        String path = glob.replaceFirst("^(\\./+)+", "");
        return "it is neither a URI nor an absolute path: did you mean s3a://" + path + " or /" + path + "?";
    }

    /** The usual scheme that one, with a letter more, less, other or swapped, is. */
    private static @Nullable String misspelt(String scheme) {
        if (USUAL.contains(scheme) || scheme.length() < 3) {
            return null;
        }
        return USUAL.stream()
                .filter(usual -> usual.length() > 2 && isNear(scheme, usual))
                .findFirst()
                .orElse(null);
    }

    private static boolean isNear(String a, String b) {
        int start = 0;
        int shorter = Math.min(a.length(), b.length());
        while (start < shorter && a.charAt(start) == b.charAt(start)) {
            start++;
        }
        int end = 0;
        while (end < shorter - start && a.charAt(a.length() - 1 - end) == b.charAt(b.length() - 1 - end)) {
            end++;
        }
        String inA = a.substring(start, a.length() - end);
        String inB = b.substring(start, b.length() - end);
        boolean swapped = inA.length() == 2 && inB.equals("" + inA.charAt(1) + inA.charAt(0));
        return swapped || (inA.length() <= 1 && inB.length() <= 1);
    }

    private static IllegalArgumentException wrong(String why) {
        return new IllegalArgumentException(why);
    }
}
