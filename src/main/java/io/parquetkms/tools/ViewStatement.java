package io.parquetkms.tools;

import io.parquetkms.config.Printable;
import io.parquetkms.parquet.DatasetAccess;
import io.parquetkms.parquet.DirectoryLook;
import io.parquetkms.parquet.PartAccess;
import java.util.ArrayList;
import java.util.List;

/**
 * The {@code CREATE VIEW} of what can be read, with comments that say what can't and why.
 *
 * @param name of the view
 * @param table that it selects from; empty: the files by their path
 * @param nulls whether what can't be read is null, rather than left out
 */
record ViewStatement(DirectoryLook look, String name, String table, boolean nulls) {

    /** Of a view whose rows lack columns of the dataset: the Spark plugin refuses to write them back. */
    private static final String PROPERTY = "parquet-kms.incomplete";

    /** Why there is no view; empty where there is one. */
    String refusal() {
        DatasetAccess access = look.access();
        if (access.closedFiles() > 0) {
            return "Nothing can be read of " + access.closedFiles() + " of " + access.files()
                    + " files, since their footers can't: " + access.refusedInWords();
        }
        return columns().expressions().isEmpty() ? "No column can be read: " + access.refusedInWords() : "";
    }

    private ViewColumns columns() {
        return new ViewColumns(look, nulls, table.isEmpty());
    }

    @Override
    public String toString() {
        List<String> lines = new ArrayList<>();
        comments().forEach(comment -> lines.add("-- " + Printable.line(comment)));
        if (refusal().isEmpty()) {
            lines.add("CREATE OR REPLACE VIEW " + Sql.table(name));
            if (!look.access().refused().isEmpty()) {
                lines.add("TBLPROPERTIES (" + Sql.text(PROPERTY) + " = " + Sql.text(look.path()) + ")");
            }
            lines.add("AS SELECT");
            lines.add("  " + String.join(",\n  ", columns().expressions()));
            lines.add("FROM " + (table.isEmpty() ? "parquet." + Sql.identifier(look.path()) : Sql.table(table)) + ";");
        }
        return String.join("\n", lines);
    }

    private List<String> comments() {
        List<String> comments = new ArrayList<>();
        comments.add("What " + look.identity() + " can read of " + look.path()
                + ". A view is for one role: others may read more, or less.");
        comments.add(look.access().files() + " files looked at, " + look.keysAskedFor() + " keys asked for, once each.");
        for (PartAccess part : look.access().refused()) {
            comments.add((nulls ? "Null" : "Left out") + ": " + (part.isFooter() ? "(footer)" : part.column()) + ", "
                    + part.state() + " in " + part.files() + " files: " + part.reason());
        }
        if (table.isEmpty()) {
            columns().uncommon().forEach(column -> comments.add("Left out: " + column
                    + ", which some files lack: make a table with all columns, and name it with --table."));
        }
        if (!refusal().isEmpty()) {
            comments.add("No view: " + refusal());
        }
        return comments;
    }
}
