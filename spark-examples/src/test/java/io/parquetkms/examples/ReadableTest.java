package io.parquetkms.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A role that may not decrypt with every key reads the rest, and can't write it back. {@link ReadableTraps} tries it all in one Spark. */
final class ReadableTest {

    private static final Map<String, String> SEEN = new LinkedHashMap<>();
    private static final Map<String, String> BACK = new LinkedHashMap<>();
    private static String outage;

    @BeforeAll
    static void run() throws Exception {
        try (ClusterKms kms = new ClusterKms()) {
            String files = SparkSubmit.in("readable").directory().resolve("files").toString();
            Map<String, String> arns = kms.settings();
            kms.server().faults(io.parquetkms.testkms.Operation.DECRYPT).always(io.parquetkms.testkms.Fault.THROTTLED);
            outage = run(kms, ReadableFiles.class, "readable-files", files);
            kms.server().clearFaults();
            kms.server().deny(Signer.DRIVER.accessKeyId(), io.parquetkms.testkms.Operation.DECRYPT, arns.get("spark.hadoop.parquet.kms.key.pii"));
            kms.server().disable(arns.get("spark.hadoop.parquet.kms.key.finance"));
            kms.server().delete(arns.get("spark.hadoop.parquet.kms.key.address"));
            run(kms, ReadableTraps.class, "readable", files).lines().map(line -> line.split("\t", -1)).forEach(field -> {
                if (field[0].equals("seen")) {
                    SEEN.put(field[1], field[2]);
                } else if (field[0].equals("back")) {
                    BACK.put(field[1], field[2] + " " + field[3]);
                }
            });
        }
    }

    private static String run(ClusterKms kms, Class<?> job, String name, String files) throws Exception {
        SparkSubmit.Result result = SparkSubmit.in(name)
                .withJar(System.getProperty("tests.jar"))
                .withSettings(kms.settings())
                .withEnvironment(Signer.DRIVER.environment())
                .withEnvironment(kms.environment())
                .run(job, List.of(files));
        assertThat(result.status()).as(result.toString()).isZero();
        return result.out();
    }

    @Test
    void all() {
        System.out.println(outage);
        SEEN.forEach((name, what) -> System.out.println(name + " = " + what));
        BACK.forEach((name, what) -> System.out.println(name + " = " + what));
    }
}
