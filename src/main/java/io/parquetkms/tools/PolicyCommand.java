package io.parquetkms.tools;

import io.parquetkms.lake.audit.LakeRole;
import io.parquetkms.lake.audit.RolePolicy;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code parquet-kms policy}: what is about policies. */
@Command(
        name = "policy",
        mixinStandardHelpOptions = true,
        description = "What roles need.",
        subcommands = PolicyCommand.Print.class)
final class PolicyCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Without a subcommand. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which subcommand? See parquet-kms policy --help");
    }

    /** {@code parquet-kms policy print}. */
    @Command(
            name = "print",
            mixinStandardHelpOptions = true,
            description = {
                "Prints the IAM policy of a role: the least that it needs of AWS KMS, by the configuration and policy of the lake. Rights"
                        + " to the storage are not in it. Asks no KMS."
            })
    static final class Print implements Callable<Integer> {

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Mixin
        private JobOptions job = new JobOptions();

        @Option(
                names = "--role",
                required = true,
                paramLabel = "<role>",
                description = "One of ${COMPLETION-CANDIDATES}.")
        private LakeRole role = LakeRole.READER;

        @Option(
                names = "--key",
                paramLabel = "<key>",
                description = "A column's key that the role needs, by its name or id. Repeatable. Default: all.")
        private List<String> keys = new ArrayList<>();

        @Option(
                names = "--from",
                paramLabel = "<key>",
                description = "For rotators: a key that is replaced. Repeatable. Default: all.")
        private List<String> from = new ArrayList<>();

        @Option(
                names = "--to",
                paramLabel = "<key>",
                description = "For rotators: a key that replaces others. Repeatable. Default: all.")
        private List<String> to = new ArrayList<>();

        @Override
        public Integer call() throws IOException {
            PrintWriter out = spec.commandLine().getOut();
            out.println(RolePolicy.of(job.configuration(), role, keys, from, to));
            out.flush();
            return ExitCode.DONE;
        }
    }
}
