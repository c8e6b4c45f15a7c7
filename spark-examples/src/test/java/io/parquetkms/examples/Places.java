package io.parquetkms.examples;

import java.io.PrintStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/** Which executors did the work of each step, told by Spark's own events. Safe on any thread. */
public final class Places extends SparkListener {

    private final int executors;
    private final Map<Integer, String> steps = new HashMap<>();
    private final Map<String, Set<String>> places = new TreeMap<>();
    private final Set<String> gone = new TreeSet<>();
    private int speculative;

    /** @param executors as many tasks has a stage that all executors work on; only such are looked at */
    public Places(int executors) {
        this.executors = executors;
    }

    @Override
    public synchronized void onStageSubmitted(SparkListenerStageSubmitted event) {
        if (event.stageInfo().numTasks() == executors) {
            steps.put(event.stageInfo().stageId(), event.properties().getProperty("spark.job.description"));
        }
    }

    @Override
    public synchronized void onTaskEnd(SparkListenerTaskEnd event) {
        String step = steps.get(event.stageId());
        if (step != null && event.taskInfo().successful()) {
            places.computeIfAbsent(step, unused -> new TreeSet<>())
                    .add(event.taskInfo().executorId());
            speculative += event.taskInfo().speculative() ? 1 : 0;
            notifyAll();
        }
    }

    @Override
    public synchronized void onExecutorRemoved(SparkListenerExecutorRemoved event) {
        gone.add(event.executorId());
        notifyAll();
    }

    /** Waits until Spark has let go all executors that did a step. Events come late: not before they are known. */
    synchronized void awaitGone(String step) throws InterruptedException {
        while (places.getOrDefault(step, Set.of()).size() < executors || !gone.containsAll(places.get(step))) {
            wait();
        }
    }

    /** For {@link StepsResult} to read. */
    public synchronized void print(PrintStream out) {
        places.forEach((step, where) -> out.println("places\t" + step + "\t" + String.join(",", where)));
        out.println("speculative\t" + speculative);
    }
}
