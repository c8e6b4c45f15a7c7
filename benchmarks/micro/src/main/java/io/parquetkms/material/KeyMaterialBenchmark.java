package io.parquetkms.material;

import io.parquetkms.kms.WrappedKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What does it cost to encode and decode the key material of one column (PKMT1), whole and with what is kept for its KEK?
 *
 * <pre>{@code mvn -q verify -pl micro "-Djmh.args=KeyMaterialBenchmark -foe true -prof gc -rf json -rff target/material.json"}</pre>
 *
 * <p>The times are nanoseconds for one data key.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Benchmark)
public class KeyMaterialBenchmark {

    private static final String ARN = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";

    /** As long as AWS KMS makes it for 128 bits. */
    private static final int WRAPPED_KEK_LENGTH = 168;

    private static final int WRAPPED_DEK_LENGTH = 44;

    private final KeyMaterialReader reader = new KeyMaterialReader();
    private DoubleWrapped material;
    private WrappedKey kek;
    private String kekId;
    private byte[] wrappedDek;
    private byte[] json;

    @Setup
    public void setUp() {
        Random random = new Random(1);
        wrappedDek = bytes(random, WRAPPED_DEK_LENGTH);
        kek = new WrappedKey(ARN, base64(bytes(random, WRAPPED_KEK_LENGTH)));
        kekId = base64(bytes(random, 16));
        material = new DoubleWrapped(null, kek, kekId);
        json = material.encode(wrappedDek);
        if (!Arrays.equals(new DoubleWrapped(null, kek, kekId).encode(wrappedDek), json)
                || !Arrays.equals(reader.read(json).bytes(), wrappedDek)
                || !Arrays.equals(KeyMaterialReader.parse(json).bytes(), wrappedDek)) {
            throw new AssertionError("The ways don't agree");
        }
    }

    private static byte[] bytes(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    @Benchmark
    public byte[] encodeWhole() {
        return new DoubleWrapped(null, kek, kekId).encode(wrappedDek);
    }

    @Benchmark
    public byte[] encodeKept() {
        return material.encode(wrappedDek);
    }

    @Benchmark
    public Object decodeWhole() {
        return KeyMaterialReader.parse(json);
    }

    @Benchmark
    public Object decodeKnown() {
        return reader.read(json);
    }
}
