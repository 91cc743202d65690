package dev.parley.localstack.command;

import java.io.Console;
import java.io.PrintStream;

/// Where a command prints. Colours and moving cursors only when a person watches.
final class Terminal {

    private final PrintStream out;
    private final boolean interactive;

    Terminal(PrintStream out, boolean interactive) {
        this.out = out;
        this.interactive = interactive;
    }

    static Terminal current() {
        Console console = System.console();
        boolean person = console != null
                && console.isTerminal()
                && System.getenv("NO_COLOR") == null
                && !"dumb".equals(System.getenv("TERM"));
        return new Terminal(System.out, person);
    }

    boolean interactive() {
        return interactive;
    }

    void line(String text) {
        out.println(text);
    }

    /// Replaces the current line on a terminal; says nothing elsewhere.
    void passing(String text) {
        if (interactive) {
            out.print("\r\033[2K" + text);
            out.flush();
        }
    }

    void clearPassing() {
        passing("");
    }

    /// Prints a block over the one of `previousLines` lines printed before.
    void redraw(String block, int previousLines) {
        if (previousLines > 0) {
            out.print("\033[" + previousLines + "A\033[J");
        }
        out.print(block);
        out.flush();
    }

    String bold(String text) {
        return styled("1", text);
    }

    String good(String text) {
        return styled("32", text);
    }

    String bad(String text) {
        return styled("31", text);
    }

    String faint(String text) {
        return styled("2", text);
    }

    private String styled(String code, String text) {
        return interactive ? "\033[" + code + "m" + text + "\033[0m" : text;
    }
}
