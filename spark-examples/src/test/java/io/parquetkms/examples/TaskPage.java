package io.parquetkms.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The fenced blocks of a Markdown page, in their order. */
record TaskPage(List<Block> blocks) {

    private static final String FENCE = "```";

    TaskPage {
        blocks = List.copyOf(blocks);
    }

    /**
     * @param info what stands behind the fence: a language, perhaps with more
     * @param text its lines, each with its end
     */
    record Block(String info, String text) {

        /** A block without a language is what the block before it says. */
        boolean isOutput() {
            return info.isEmpty();
        }

        /** Whether something said this; {@code …} stands for anything. */
        boolean isSaidBy(String said) {
            String pattern =
                    Stream.of(text.strip().split("…", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
            return Pattern.compile(pattern, Pattern.DOTALL)
                    .matcher(said.strip())
                    .matches();
        }
    }

    static TaskPage read(Path file) throws IOException {
        return of(Files.readString(file));
    }

    static TaskPage of(String markdown) {
        List<Block> blocks = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        String info = null;
        for (String line : markdown.lines().toList()) {
            boolean fence = line.startsWith(FENCE);
            if (info == null) {
                info = fence ? line.substring(FENCE.length()).strip() : null;
            } else if (fence) {
                blocks.add(new Block(info, text.toString()));
                text.setLength(0);
                info = null;
            } else {
                text.append(line).append('\n');
            }
        }
        return new TaskPage(blocks);
    }
}
