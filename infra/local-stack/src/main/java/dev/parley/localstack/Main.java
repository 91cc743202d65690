package dev.parley.localstack;

import dev.parley.localstack.command.Commands;

/// What `./parley` runs.
public final class Main {

    private Main() {}

    public static void main(String... arguments) {
        System.exit(Commands.run(arguments));
    }
}
