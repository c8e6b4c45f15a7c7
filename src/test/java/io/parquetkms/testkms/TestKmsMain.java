package io.parquetkms.testkms;

import java.io.PrintStream;
import java.util.List;

/**
 * Runs a {@link TestKms} until stopped, to try things by hand: {@code TestKmsMain <port> [<alias name>...]}, port 0 for
 * a free one. Prints what a shell needs to use it, and makes a key with an alias for each name.
 */
public final class TestKmsMain {

    private TestKmsMain() {}

    @SuppressWarnings("resource") // closed with the process
    public static void main(String[] args) {
        run(List.of(args), System.out);
    }

    static TestKms run(List<String> args, PrintStream out) {
        TestKms kms = TestKms.start(args.isEmpty() ? 0 : Integer.parseInt(args.get(0)));
        out.println("export AWS_ENDPOINT_URL=" + kms.endpoint());
        out.println("export AWS_REGION=" + TestKms.REGION);
        out.println("export AWS_DEFAULT_REGION=" + TestKms.REGION);
        out.println("export AWS_ACCESS_KEY_ID=" + TestKms.ACCESS_KEY_ID);
        out.println("export AWS_SECRET_ACCESS_KEY=" + TestKms.SECRET_ACCESS_KEY);
        args.stream().skip(1).forEach(name -> {
            String key = kms.createKey();
            out.println("# " + kms.alias("alias/" + name, key) + " = " + key);
        });
        out.flush();
        return kms;
    }
}
