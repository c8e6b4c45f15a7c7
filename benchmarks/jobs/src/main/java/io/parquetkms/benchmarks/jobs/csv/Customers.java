package io.parquetkms.benchmarks.jobs.csv;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** The CSV: customers whose values hardly repeat, the same in each run. */
final class Customers {

    private static final String[] CITIES = {
        "Lisbon", "Nairobi", "Osaka", "Quito", "Riga", "Tunis", "Utrecht", "Wellington"
    };
    private static final String[] WORDS = {
        "quick", "deposits", "sleep", "above", "the", "final", "ideas", "carefully", "regular"
    };

    private Customers() {}

    /** Makes it once for each number of rows, and keeps it. */
    static Path csv(Path directory, int rows) throws IOException {
        Path csv = directory.resolve("customers-" + rows + ".csv");
        if (Files.notExists(csv)) {
            Path unfinished = directory.resolve(csv.getFileName() + ".unfinished");
            Random random = new Random(rows);
            try (BufferedWriter out = Files.newBufferedWriter(unfinished)) {
                for (int id = 1; id <= rows; id++) {
                    out.write(line(id, random));
                }
            }
            Files.move(unfinished, csv);
        }
        return csv;
    }

    private static String line(int id, Random random) {
        int phone = random.nextInt(100_000_000);
        return "%d,Customer#%09d,%02d-%08d,c%d@example.com,%s,%d,%d.%02d,%s %s %s%n"
                .formatted(
                        id,
                        id,
                        10 + random.nextInt(25),
                        phone,
                        phone * 31L,
                        CITIES[random.nextInt(CITIES.length)],
                        random.nextInt(5),
                        random.nextInt(10_000),
                        random.nextInt(100),
                        word(random),
                        word(random),
                        word(random));
    }

    private static String word(Random random) {
        return WORDS[random.nextInt(WORDS.length)];
    }
}
