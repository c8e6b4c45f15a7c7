package io.parquetkms.plainjava;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Random;

/** Customers who don't exist: the same ones each time. */
final class SampleCsv {

    private static final LocalDate FIRST_DAY = LocalDate.of(2020, 1, 1);

    private SampleCsv() {}

    static void write(Path file, long rows) throws IOException {
        Random random = new Random(7);
        Files.createDirectories(file.toAbsolutePath().getParent());
        try (BufferedWriter csv = Files.newBufferedWriter(file)) {
            csv.write("id,name,phone,city,since:date,balance:double\n");
            for (long id = 1; id <= rows; id++) {
                csv.write(id + ",Customer#" + id + "," + phone(random) + ",\"Town, " + random.nextInt(5_000) + "\","
                        + FIRST_DAY.plusDays(random.nextInt(2_000)) + "," + cents(random) + "\n");
            }
        }
    }

    private static String phone(Random random) {
        return String.format(
                Locale.ROOT,
                "%d-%d-%d-%d",
                10 + random.nextInt(25),
                100 + random.nextInt(900),
                100 + random.nextInt(900),
                1_000 + random.nextInt(9_000));
    }

    private static String cents(Random random) {
        int cents = random.nextInt(1_000_000);
        return cents / 100 + "." + cents / 10 % 10 + cents % 10;
    }
}
