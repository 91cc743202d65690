package dev.parley.messaging;

import static dev.parley.testkit.Cast.ALICE;

import dev.parley.contracts.ConversationIds;
import dev.parley.testkit.Http;
import dev.parley.testkit.JournalProbe;
import dev.parley.testkit.ServiceTest;
import dev.parley.testkit.TestDatabase;
import dev.parley.testkit.Topics;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;

/// Alice has just submitted a claim: its conversation has two entries, the opening and a word of Parley.
@ServiceTest(database = "messaging")
public abstract class ConversationScene {
    @Autowired
    protected Http http;

    @Autowired
    protected Topics topics;

    @Autowired
    protected JournalProbe journal;

    @Autowired
    protected TestDatabase database;

    protected UUID claim;
    protected UUID conversation;

    @BeforeEach
    void submitAClaim() {
        claim = new Claims(topics, journal).submittedBy(ALICE);
        conversation = ConversationIds.ofClaim(claim);
    }
}
