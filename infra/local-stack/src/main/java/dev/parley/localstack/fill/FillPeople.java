package dev.parley.localstack.fill;

import java.util.List;
import java.util.UUID;

/// Who takes part. Load grows with the tenant, not with the person: more claims mean more customers and agents. The
/// exception is the busy agent, who takes part in every twentieth claim however many there are.
record FillPeople(List<Person> customers, List<Person> agents, Person busyAgent) {
    private static final int CLAIMS_PER_CUSTOMER = 4;
    private static final int CLAIMS_PER_AGENT = 60;
    private static final int MOST_CUSTOMERS = 5_000;

    record Person(UUID id, String role, String name) {}

    static int customersFor(int claims) {
        return Math.clamp(claims / CLAIMS_PER_CUSTOMER, 5, MOST_CUSTOMERS);
    }

    static int agentsFor(int claims) {
        return Math.clamp(claims / CLAIMS_PER_AGENT, 3, 1_000);
    }
}
