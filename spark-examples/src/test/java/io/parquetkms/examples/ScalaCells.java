package io.parquetkms.examples;

import io.parquetkms.examples.Notebook.Cell;
import java.io.StringWriter;
import java.nio.file.Path;
import javax.script.ScriptEngine;
import javax.script.ScriptEngineManager;
import javax.script.ScriptException;

/**
 * Runs the cells of a notebook in Scala's own REPL, one after the other, which is what kernels of Scala, Zeppelin, Livy and
 * spark-shell do. Prints what each prints. Arguments: the notebook, and a directory in place of
 * {@code trial}.
 */
public final class ScalaCells {

    private ScalaCells() {}

    public static void main(String[] arguments) throws Exception {
        System.setProperty("scala.usejavacp", "true");
        ScriptEngine scala = new ScriptEngineManager().getEngineByName("scala");
        if (scala == null) {
            throw new IllegalStateException("No Scala compiler on the class path");
        }
        StringWriter printed = new StringWriter();
        scala.getContext().setWriter(printed);
        for (Cell cell : Notebook.read(Path.of(arguments[0])).code()) {
            try {
                scala.eval(cell.source().replace("\"trial\"", '"' + arguments[1] + '"'));
            } catch (ScriptException e) {
                throw new IllegalStateException("Cell " + cell.id() + "\n" + printed, e);
            }
            System.out.println("cell\t" + cell.id() + "\n" + printed);
            printed.getBuffer().setLength(0);
        }
    }
}
