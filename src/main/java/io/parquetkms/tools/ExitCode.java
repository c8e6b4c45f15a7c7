package io.parquetkms.tools;

/** What a command's exit code says to a script: the same for all. With {@link LakeOptions}, its help lists them. */
final class ExitCode {

    static final int DONE = 0;
    static final int REFUSED = 1;
    static final int WRONG = 2;
    static final int PARTLY = 3;

    static final String DONE_IS = DONE + ":Done, and nothing is amiss.";
    static final String REFUSED_IS = REFUSED + ":No: it was refused, or what was asked about is not so.";
    static final String WRONG_IS = WRONG + ":It can't be done as the command was given, or an error ended it.";
    static final String PARTLY_IS = PARTLY + ":Done, but not with every file: the report says which and why.";

    private ExitCode() {}
}
