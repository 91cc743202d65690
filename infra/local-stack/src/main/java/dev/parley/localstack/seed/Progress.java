package dev.parley.localstack.seed;

/// A bar on a terminal, a line for each tenth elsewhere.
public final class Progress {
    private static final int BAR = 30;

    private final int all;
    private final String what;
    private final boolean terminal;
    private int lastTenth;

    /// @param what is counted, in the plural
    public Progress(int all, String what) {
        this.all = all;
        this.what = what;
        this.terminal = System.console() != null && System.console().isTerminal();
    }

    public void done(int count) {
        if (terminal) {
            int filled = (int) ((long) BAR * count / all);
            System.out.print("\r[" + "#".repeat(filled) + " ".repeat(BAR - filled) + "] " + count + " of " + all);
            System.out.flush();
        } else if (10L * count / all > lastTenth) {
            lastTenth = (int) (10L * count / all);
            System.out.println(count + " of " + all + " " + what);
        }
    }

    public void end(String sentence) {
        System.out.println((terminal ? "\n" : "") + sentence);
    }
}
