package io.parquetkms.tools;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * What a command's exit code says to a script. The same for all; a {@link Mixin}, so that each one's help lists them.
 */
@Command(
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:Done, and nothing is amiss.",
            "1:No: it was refused, or what was asked about is not so.",
            "2:It can't be done as the command was given, or an error ended it.",
            "3:Done, but not with every file: the report says which and why."
        })
final class ExitCode {

    static final int DONE = 0;
    static final int REFUSED = 1;
    static final int WRONG = 2;
    static final int PARTLY = 3;
}
