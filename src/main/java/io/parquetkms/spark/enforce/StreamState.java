package io.parquetkms.spark.enforce;

import io.parquetkms.process.KmsRuntime;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.catalyst.plans.logical.Join;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.streaming.WriteToStream;
import scala.runtime.BoxedUnit;

/**
 * What a stream keeps of its rows from batch to batch. Spark writes that into the checkpoint, in formats of its own that nobody encrypts,
 * whichever state store it is.
 */
final class StreamState {

    /** Operators with state, by the beginnings of their classes' names, which differ from version to version. */
    private static final Set<String> STATEFUL =
            Set.of("Aggregate", "Distinct", "Deduplicate", "FlatMapGroups", "TransformWithState");

    private StreamState() {}

    /** Says so once for each checkpoint, where files must be encrypted. */
    static void warn(WriteToStream stream) {
        if (!Enforcement.requireAny()) {
            return;
        }
        Set<String> operators = operators(stream.inputQuery());
        if (!operators.isEmpty()) {
            KmsRuntime.warnOnce("A stream keeps state (" + String.join(", ", operators) + ") in its checkpoint "
                    + stream.resolvedCheckpointLocation()
                    + ": values of rows stand there in plaintext, since Spark encrypts no state store. Keep the checkpoint on"
                    + " storage that is itself encrypted, and that only this job can read");
        }
    }

    private static Set<String> operators(LogicalPlan rows) {
        Set<String> operators = new TreeSet<>();
        rows.foreach(node -> {
            if (hasState(node)) {
                operators.add(node.getClass().getSimpleName());
            }
            return BoxedUnit.UNIT;
        });
        return operators;
    }

    private static boolean hasState(LogicalPlan node) {
        return node instanceof Join join
                ? join.left().isStreaming() && join.right().isStreaming()
                : node.isStreaming()
                        && STATEFUL.stream().anyMatch(node.getClass().getSimpleName()::startsWith);
    }
}
