package io.parquetkms.tools;

import java.io.BufferedWriter;
import java.io.PrintWriter;

/** Standard output: not flushed with each line, as a million of them come, and not closed, as it isn't ours. */
final class UnclosedWriter extends PrintWriter {

    UnclosedWriter(PrintWriter out) {
        super(new BufferedWriter(out));
    }

    @Override
    public void close() {
        flush();
    }
}
