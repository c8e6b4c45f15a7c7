package io.parquetkms.tools;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints: as the jar's manifest says. */
final class LibraryVersion implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String version = ParquetKmsCommand.class.getPackage().getImplementationVersion();
        return new String[] {"parquet-kms " + Objects.requireNonNullElse(version, "(unpackaged)")};
    }
}
