package io.parquetkms.examples;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the quickstart was asked to do.
 *
 * @param scale TPC-H's scale: 0.1 is about 100 MB
 * @param output directory for the tables, emptied first
 * @param otherRole value of {@code parquet.kms.aws.credentials} for a role that may not use the key pii
 * @param conf Spark settings, as after spark-submit's {@code --conf}
 */
record Arguments(double scale, Path output, Optional<String> otherRole, Map<String, String> conf) {

    static final String USAGE = """
            Options of the quickstart:
              --scale <number>             how much data; 1 is about 1 GB (default 0.1)
              --output <directory>         where to write (default target/quickstart)
              --conf <name>=<value>        a Spark setting, as for spark-submit; for AWS KMS:
                                             --conf spark.hadoop.parquet.kms.key.footer=<key ARN>
                                             --conf spark.hadoop.parquet.kms.key.pii=<key ARN>
                                             --conf spark.hadoop.parquet.kms.key.finance=<key ARN>
              --role-without-pii <value>   with AWS KMS: parquet.kms.aws.credentials of a role that may not
                                           decrypt with the key pii, e.g. assume-role:<role ARN> or profile:<name>
            """;

    static Arguments parse(List<String> arguments) {
        double scale = 0.1;
        Path output = Path.of("target", "quickstart");
        Optional<String> otherRole = Optional.empty();
        Map<String, String> conf = new LinkedHashMap<>();
        if (arguments.size() % 2 != 0) {
            throw new QuickstartFailure("Invalid options: each takes one value\n" + USAGE);
        }
        for (int i = 0; i < arguments.size(); i += 2) {
            String value = arguments.get(i + 1);
            switch (arguments.get(i)) {
                case "--scale" -> scale = scale(value);
                case "--output" -> output = Path.of(value);
                case "--conf" -> addSetting(value, conf);
                case "--role-without-pii" -> otherRole = Optional.of(value);
                default -> throw new QuickstartFailure("Unknown option " + arguments.get(i) + "\n" + USAGE);
            }
        }
        return new Arguments(scale, output.toAbsolutePath().normalize(), otherRole, conf);
    }

    private static double scale(String value) {
        try {
            double scale = Double.parseDouble(value);
            if (scale >= 0.001 && scale <= 1_000) {
                return scale;
            }
        } catch (NumberFormatException e) {
            throw new QuickstartFailure("Invalid --scale " + value + ": must be a number from 0.001 to 1000", e);
        }
        throw new QuickstartFailure("Invalid --scale " + value + ": must be a number from 0.001 to 1000");
    }

    private static void addSetting(String setting, Map<String, String> conf) {
        int equals = setting.indexOf('=');
        if (equals < 1 || !setting.startsWith("spark.")) {
            throw new QuickstartFailure("Invalid --conf " + setting + ": must be spark.<name>=<value>");
        }
        conf.put(setting.substring(0, equals), setting.substring(equals + 1));
    }
}
