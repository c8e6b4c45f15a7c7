package io.parquetkms.tools;

import io.parquetkms.lake.FileProblem;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** One of the forms that a {@link Report} has. */
interface Rendering {

    /** Begins a table. */
    void begin(String name, List<String> columns) throws IOException;

    /** A line of it. */
    void row(List<Object> values) throws IOException;

    /** What stands in a line's place, for a file of which there is none. */
    void problem(FileProblem problem) throws IOException;

    /** After the last table. */
    void summary(Map<String, ?> summary) throws IOException;

    /** Ends it. */
    void end() throws IOException;
}
