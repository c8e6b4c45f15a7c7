package io.parquetkms.examples;

import java.io.Console;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/**
 * Shows which step is at work and how many of Spark's tasks are done. On a terminal it rewrites one line; elsewhere it prints
 * each step once it is done. Plain ASCII. Safe on any thread.
 */
final class Progress extends SparkListener implements AutoCloseable {

    private static final int WIDTH = 78;
    private static final String CLEAR_LINE = "\r\u001b[K";

    private final PrintStream out;
    private final boolean terminal;
    private final int steps;
    private final long began = System.nanoTime();
    private final ScheduledExecutorService redrawing;
    private int step;
    private String doing = "";
    private long stepBegan;
    private int tasks;
    private int tasksDone;

    Progress(PrintStream out, boolean terminal, int steps) {
        this.out = out;
        this.terminal = terminal;
        this.steps = steps;
        redrawing = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "progress");
            thread.setDaemon(true);
            return thread;
        });
        if (terminal) {
            redrawing.scheduleWithFixedDelay(this::draw, 0, 200, TimeUnit.MILLISECONDS);
        }
    }

    /** Whether standard output is a terminal that can rewrite a line. */
    static boolean onTerminal() {
        Console console = System.console();
        return console != null && isTerminal(console) && !"dumb".equals(System.getenv("TERM"));
    }

    /** Since Java 22 there is a console without a terminal, too, and a method to ask. */
    private static boolean isTerminal(Console console) {
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }

    synchronized void begin(String what) {
        step++;
        stepBegan = System.nanoTime();
        now(what);
    }

    /** The same step goes on to something else. */
    synchronized void now(String what) {
        doing = what;
        tasks = 0;
        tasksDone = 0;
        draw();
    }

    synchronized void end(String done) {
        clear();
        out.println(String.format(
                Locale.ROOT, "[%d/%d] %-64s %6.1f s", step, steps, done, seconds(System.nanoTime() - stepBegan)));
        doing = "";
    }

    /** Text that belongs to the step that ended last; broken into lines between words. */
    synchronized void note(String text) {
        clear();
        text.replaceAll("(.{1,72})(\\s+|$)|(\\S+)(\\s+|$)", "$1$3\n")
                .lines()
                .forEach(line -> out.println("      " + line));
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    @Override
    public synchronized void onStageSubmitted(SparkListenerStageSubmitted stage) {
        tasks += stage.stageInfo().numTasks();
    }

    @Override
    public synchronized void onTaskEnd(SparkListenerTaskEnd task) {
        tasksDone++;
        draw();
    }

    private synchronized void draw() {
        if (!terminal || doing.isEmpty()) {
            return;
        }
        String counted = tasks == 0 ? "" : ", " + Math.min(tasksDone, tasks) + " of " + tasks + " tasks";
        String line = String.format(
                Locale.ROOT,
                "[%d/%d] %s%s, %.0f s",
                step,
                steps,
                doing,
                counted,
                seconds(System.nanoTime() - stepBegan));
        out.print(CLEAR_LINE + line.substring(0, Math.min(line.length(), WIDTH)));
        out.flush();
    }

    private void clear() {
        if (terminal) {
            out.print(CLEAR_LINE);
        }
    }

    private static double seconds(long nanos) {
        return nanos / 1e9;
    }

    /** Stops drawing and leaves the cursor on an empty line. */
    @Override
    public synchronized void close() {
        redrawing.shutdownNow();
        if (!doing.isEmpty()) {
            clear();
            doing = "";
        }
        out.flush();
    }
}
