package io.parquetkms.plainjava;

import java.nio.file.Path;

/** Something in a CSV file that can't be written as it should be: says where. */
final class CsvException extends RuntimeException {

    private static final long serialVersionUID = 1;

    CsvException(Path file, long line, String what, Exception cause) {
        super(file + ", line " + line + what, cause);
    }
}
