package dev.parley.systemtest.browser;

import static dev.parley.systemtest.browser.Visitor.isGone;
import static dev.parley.systemtest.browser.Visitor.isNow;
import static dev.parley.systemtest.browser.Visitor.isThere;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.systemtest.stack.SharedStack;
import dev.parley.systemtest.stack.Stack;
import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/// Two people in two browsers. The pictures stay in `target/screenshots`.
@ExtendWith(SharedStack.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TwoPeopleJourneyIT {

    private final URI address;
    private Chromium chromium;

    TwoPeopleJourneyIT(Stack stack) {
        address = stack.addressForPeople();
    }

    @BeforeAll
    void openBrowser() {
        chromium = Chromium.start();
    }

    @AfterAll
    void closeBrowser() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @Test
    void letsTwoPeopleTalk() {
        try (var alice = new Visitor(chromium.browser(), address);
                var chloe = new Visitor(chromium.browser(), address)) {
            alice.picture("1-welcome");
            alice.signInAs("alice");
            alice.see("new-claim").click();
            alice.see("claim-title").fill("Broken kitchen window");
            alice.see("claim-category").selectOption("DAMAGE");
            alice.see("claim-description").fill("A stone went through it on Monday evening.");
            alice.picture("2-new-claim");
            alice.see("claim-create").click();
            isNow(alice.see("claim-status"), "data-status", "DRAFT");
            alice.see("claim-submit").click();
            isThere(alice.see("composer"));
            isThere(alice.see("message").and(alice.system()));

            chloe.signInAs("chloe");
            chloe.open(alice.path());
            isThere(chloe.see("composer"));

            alice.says("Good morning, can somebody look at the window this week?");
            isThere(chloe.message("look at the window"));
            isNow(alice.message("look at the window").getByTestId("tick"), "data-state", "read");

            chloe.writes("Good morning Alice, ");
            isThere(alice.see("typing"));
            alice.picture("3-chloe-is-typing");
            chloe.says("the glazier comes on Thursday at nine.");
            isThere(alice.message("on Thursday at nine"));
            isGone(alice.see("typing"));
            isNow(chloe.message("on Thursday at nine").getByTestId("tick"), "data-state", "read");
            alice.says("Wonderful, thank you!");
            isThere(chloe.message("Wonderful, thank you!"));
            isNow(alice.message("Wonderful").getByTestId("tick"), "data-state", "read");

            alice.picture("4-alice");
            chloe.picture("5-chloe");
            assertThat(alice.errors()).isEmpty();
            assertThat(chloe.errors()).isEmpty();
        }
    }
}
