package dev.parley.localstack.stack;

/// Something the person at the keyboard has to know, said in a sentence; it ends the command with exit code 1 and
/// without a stack trace.
public final class StackProblem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StackProblem(String sentence) {
        super(sentence);
    }

    public StackProblem(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
