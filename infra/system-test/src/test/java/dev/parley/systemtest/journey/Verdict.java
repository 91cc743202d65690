package dev.parley.systemtest.journey;

import static dev.parley.systemtest.client.DemoUser.CHLOE;
import static dev.parley.systemtest.client.DemoUser.DIANE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.systemtest.client.Client;
import dev.parley.systemtest.client.Person;
import dev.parley.systemtest.history.Checker;
import dev.parley.systemtest.history.Violation;
import dev.parley.systemtest.load.Load;
import dev.parley.systemtest.load.Surfaces;
import dev.parley.systemtest.stack.Stack;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/// What is left of a load after a fault: the checker finds nothing, and every surface shows the
/// same.
final class Verdict {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int MOST_TOLD = 30;

    private final Stack stack;
    private final Person chloe;
    private final Person diane;

    Verdict(Stack stack, Client client) {
        this.stack = stack;
        chloe = client.as(CHLOE);
        diane = client.as(DIANE);
    }

    /// When nobody sends any more.
    void nothingIsBroken(Load load) {
        var surfaces = new Surfaces(chloe, load.conversations());
        load.awaitListeners(surfaces);
        load.countUnread();
        List<Violation> violations = Checker.check(load.history(), surfaces.log());
        assertThat(violations)
                .overridingErrorMessage(() -> violations.size() + " violations, of which the first:\n"
                        + violations.stream()
                                .limit(MOST_TOLD)
                                .map(Violation::toString)
                                .collect(Collectors.joining("\n")))
                .isEmpty();
        for (int i = 0; i < load.claims().size(); i++) {
            assertThat(Surfaces.messageList(chloe, load.claims().get(i)))
                    .isEqualTo(surfaces.messages(load.conversations().get(i)));
        }
        await("the topic agrees with the log").atMost(PATIENCE).untilAsserted(() -> {
            var topic = Surfaces.topic(stack.kafka());
            assertThat(load.conversations())
                    .allSatisfy(conversation -> assertThat(topic.get(conversation))
                            .isEqualTo(surfaces.log().get(conversation)));
        });
        await("the admins' view agrees with the log").atMost(PATIENCE).untilAsserted(() -> {
            for (int i = 0; i < load.claims().size(); i++) {
                assertThat(Surfaces.adminList(diane, load.claims().get(i)))
                        .isEqualTo(surfaces.messages(load.conversations().get(i)));
            }
        });
    }
}
