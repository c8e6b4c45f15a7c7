package io.parquetkms.lake.encrypt;

import io.parquetkms.lake.TableFormats;
import io.parquetkms.lake.replace.RunId;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * One attempt at many files.
 *
 * @param run goes into the names of temporary files
 * @param earlier runs that may have been killed, whose temporary files are removed
 * @param formats whose files are refused
 * @param force whether these are not
 * @param dryRun whether nothing is written
 */
record Attempt(RunId run, ArrayList<RunId> earlier, TableFormats formats, boolean force, boolean dryRun)
        implements Serializable {

    static Attempt plan(boolean force) {
        return new Attempt(new RunId("plan"), new ArrayList<>(), new TableFormats(), force, true);
    }

    static Attempt run(String run, List<String> earlier, boolean force) {
        ArrayList<RunId> before = new ArrayList<>();
        earlier.forEach(id -> before.add(new RunId(id)));
        return new Attempt(new RunId(run), before, new TableFormats(), force, false);
    }
}
