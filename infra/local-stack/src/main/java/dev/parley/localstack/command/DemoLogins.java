package dev.parley.localstack.command;

/// What somebody who has just started Parley wants to know.
final class DemoLogins {

    private DemoLogins() {}

    static String text(String address, Terminal terminal) {
        return """
                Open %s and sign in as one of these (password: parley):
                  acme    alice, bruno (customers) · chloe, karim (agents) · diane (admin)
                  globex  erin (customer) · felix (agent) · gina (admin)
                Two people at once: use a private window for the second.""".formatted(terminal.bold(address));
    }
}
