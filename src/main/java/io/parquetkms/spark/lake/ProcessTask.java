package io.parquetkms.spark.lake;

import io.parquetkms.lake.Workers.Answer;
import io.parquetkms.lake.Workers.ProcessWork;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;

/** One of more tasks than there are processes: the first in each does it, the others nothing. */
final class ProcessTask<R extends Serializable> implements FlatMapFunction<Iterator<Integer>, byte[]> {

    private static final long serialVersionUID = 1L;

    /** What this process did. A driver asks seldom, so these few names stay. */
    private static final Set<String> DONE = Collections.newSetFromMap(new ConcurrentHashMap<>());

    private final Broadcast<SerializableConfiguration> configuration;
    private final ProcessWork<R> work;
    private final String question;

    ProcessTask(Broadcast<SerializableConfiguration> configuration, ProcessWork<R> work, String question) {
        this.configuration = configuration;
        this.work = work;
        this.question = question;
    }

    @Override
    public Iterator<byte[]> call(Iterator<Integer> numbers) throws Exception {
        if (!DONE.add(question)) {
            return Collections.emptyIterator();
        }
        try {
            R result = work.with(configuration.value().value());
            List<Serializable> answer = new ArrayList<>(List.of(SparkEnv.get().executorId(), result));
            return List.of(Bytes.of(answer)).iterator();
        } catch (Exception | Error e) {
            DONE.remove(question); // for the task's next attempt
            throw e;
        }
    }

    static <R extends Serializable> Answer<R> answer(byte[] bytes) {
        List<Serializable> answer = Bytes.read(bytes);
        @SuppressWarnings("unchecked") // as call put them there
        R result = (R) answer.get(1);
        return new Answer<>((String) answer.get(0), result);
    }
}
