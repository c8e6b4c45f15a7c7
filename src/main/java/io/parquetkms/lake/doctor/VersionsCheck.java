package io.parquetkms.lake.doctor;

import io.parquetkms.parquet.ParquetKms;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.crypto.Cipher;
import org.apache.hadoop.util.VersionInfo;
import org.apache.parquet.Version;

/** This process' library, Java, Hadoop and Parquet. */
final class VersionsCheck {

    private static final int OLDEST_JAVA = 17;
    private static final int OLDEST_PARQUET = 13;

    private VersionsCheck() {}

    static List<Finding> examine(Job job) throws GeneralSecurityException {
        List<Finding> found = new ArrayList<>();
        String library =
                Objects.requireNonNullElse(ParquetKms.class.getPackage().getImplementationVersion(), "(unpackaged)");
        found.add(Finding.ok("parquet-kms " + library + ", Java " + Runtime.version() + ", Parquet "
                + Version.VERSION_NUMBER + ", Hadoop " + VersionInfo.getVersion() + ", AES-GCM by " + aes()));
        if (Runtime.version().feature() < OLDEST_JAVA) {
            found.add(Finding.fail("Java " + Runtime.version() + " is too old", "Java 17 or later"));
        }
        if (minor(Version.VERSION_NUMBER) < OLDEST_PARQUET) {
            found.add(Finding.fail("Parquet " + Version.VERSION_NUMBER + " is too old", "Parquet 1.13.1 or later"));
        }
        return found;
    }

    private static String aes() throws GeneralSecurityException {
        return Cipher.getInstance("AES/GCM/NoPadding").getProvider().getName();
    }

    /** Of {@code 1.x}; a version of another form is taken for a new one. */
    static int minor(String version) {
        String[] parts = version.split("[.-]", -1);
        return parts.length > 1 && parts[0].equals("1") && parts[1].matches("\\d{1,6}")
                ? Integer.parseInt(parts[1])
                : Integer.MAX_VALUE;
    }
}
