package io.parquetkms.footer;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A file ends as a Parquet file does, and its footer makes no sense. */
public final class MalformedFooterException extends IOException {

    private static final long serialVersionUID = 1;

    MalformedFooterException(String why, @Nullable Exception cause) {
        super("The file's footer is malformed: " + why, cause);
    }
}
