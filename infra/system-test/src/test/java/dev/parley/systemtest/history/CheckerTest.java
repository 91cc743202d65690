package dev.parley.systemtest.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.systemtest.history.History.Acknowledged;
import dev.parley.systemtest.history.History.Counted;
import dev.parley.systemtest.history.History.Delivered;
import dev.parley.systemtest.history.History.Event;
import dev.parley.systemtest.history.History.Invoked;
import dev.parley.systemtest.history.History.Joined;
import dev.parley.systemtest.history.History.Left;
import dev.parley.systemtest.history.History.Positioned;
import dev.parley.systemtest.history.History.Refused;
import dev.parley.systemtest.history.History.Stored;
import dev.parley.systemtest.history.History.Unknown;
import dev.parley.systemtest.history.Violation.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The checker must find what is planted, and be silent about what is right.
class CheckerTest {

    private static final String C = "conversation";
    private static final Stored OPENED = new Stored(1, "", "");
    private static final Stored HELLO = new Stored(2, "k1", "hello");
    private static final Stored REPLY = new Stored(3, "k2", "reply");

    @Test
    void isSilentAboutATrueHistory() {
        assertThat(check(
                        List.of(OPENED, HELLO, REPLY),
                        new Joined("chloe-1", C, 1),
                        send("alice", "k1", "hello"),
                        new Unknown("alice", C, "k1"),
                        send("alice", "k1", "hello"),
                        new Delivered("chloe-1", C, 2, "hello"),
                        new Acknowledged("alice", C, "k1", 2),
                        send("chloe", "k2", "reply"),
                        new Acknowledged("chloe", C, "k2", 3),
                        new Delivered("chloe-1", C, 3, "reply"),
                        send("chloe", "k3", "refused"),
                        new Refused("chloe", C, "k3")))
                .isEmpty();
    }

    @Test
    void findsAnAcknowledgedMessageThatIsNotThere() {
        assertThat(check(List.of(OPENED), send("alice", "k1", "hello"), new Acknowledged("alice", C, "k1", 2)))
                .containsExactly(Kind.LOST);
    }

    @Test
    void findsAnAcknowledgedMessageUnderAnotherSeq() {
        assertThat(check(
                        List.of(OPENED, new Stored(2, "", ""), new Stored(3, "k1", "hello")),
                        send("alice", "k1", "hello"),
                        new Acknowledged("alice", C, "k1", 2)))
                .containsExactly(Kind.LOST);
    }

    @Test
    void findsOneSendStoredTwice() {
        assertThat(check(
                        List.of(OPENED, HELLO, new Stored(3, "k1", "hello")),
                        send("alice", "k1", "hello"),
                        new Acknowledged("alice", C, "k1", 2)))
                .containsExactly(Kind.DOUBLED);
    }

    @Test
    void findsWhatNobodySent() {
        assertThat(check(List.of(OPENED, HELLO))).containsExactly(Kind.PHANTOM);
    }

    @Test
    void findsAnotherTextUnderAKey() {
        assertThat(check(List.of(OPENED, HELLO), send("alice", "k1", "bonjour"), new Acknowledged("alice", C, "k1", 2)))
                .containsExactly(Kind.PHANTOM);
    }

    @Test
    void findsARefusedSendThatIsThere() {
        assertThat(check(List.of(OPENED, HELLO), send("alice", "k1", "hello"), new Refused("alice", C, "k1")))
                .containsExactly(Kind.REFUSED_YET_SEEN);
    }

    @Test
    void findsASendThatWasNeverAnswered() {
        assertThat(check(List.of(OPENED, HELLO), send("alice", "k1", "hello"), new Unknown("alice", C, "k1")))
                .containsExactly(Kind.UNRESOLVED);
    }

    @Test
    void findsAHole() {
        assertThat(check(List.of(OPENED, new Stored(3, "", "")))).containsExactly(Kind.HOLE);
    }

    @Test
    void findsTwoEntriesWithOneSeq() {
        assertThat(check(List.of(OPENED, new Stored(1, "", "")))).containsExactly(Kind.TWO_VALUES);
    }

    @Test
    void findsAnOrderAgainstRealTime() {
        assertThat(check(
                        List.of(OPENED, new Stored(2, "k2", "reply"), new Stored(3, "k1", "hello")),
                        send("alice", "k1", "hello"),
                        new Acknowledged("alice", C, "k1", 3),
                        send("chloe", "k2", "reply"),
                        new Acknowledged("chloe", C, "k2", 2)))
                .containsExactly(Kind.ORDER);
    }

    @Test
    void findsASkippedDelivery() {
        assertThat(check(
                        List.of(OPENED, new Stored(2, "", ""), new Stored(3, "", "")),
                        new Joined("chloe-1", C, 1),
                        new Delivered("chloe-1", C, 3, "")))
                .containsExactly(Kind.SKIPPED);
    }

    @Test
    void findsALastDeliveryThatNeverCame() {
        assertThat(check(List.of(OPENED, new Stored(2, "", "")), new Joined("chloe-1", C, 1)))
                .containsExactly(Kind.SKIPPED);
    }

    @Test
    void findsARepeatedDelivery() {
        assertThat(check(
                        List.of(OPENED, new Stored(2, "", "")),
                        new Joined("chloe-1", C, 1),
                        new Delivered("chloe-1", C, 2, ""),
                        new Delivered("chloe-1", C, 2, "")))
                .containsExactly(Kind.REPEATED);
    }

    @Test
    void findsADeliveryOfSomethingElse() {
        assertThat(check(
                        List.of(OPENED, new Stored(2, "", "")),
                        new Joined("chloe-1", C, 1),
                        new Delivered("chloe-1", C, 2, "hello")))
                .containsExactly(Kind.ALTERED);
    }

    @Test
    void findsOneSeqAcknowledgedToTwoSends() {
        assertThat(check(
                        List.of(OPENED, HELLO),
                        send("alice", "k1", "hello"),
                        send("chloe", "k2", "reply"),
                        new Acknowledged("alice", C, "k1", 2),
                        new Acknowledged("chloe", C, "k2", 2)))
                .containsExactlyInAnyOrder(Kind.TWO_VALUES, Kind.LOST);
    }

    @Test
    void findsAnAcknowledgementOfOtherContent() {
        assertThat(check(
                        List.of(OPENED, HELLO),
                        send("alice", "k1", "hello"),
                        new Acknowledged("alice", C, "k1", 2),
                        send("alice", "k1", "bonjour"),
                        new Acknowledged("alice", C, "k1", 2)))
                .containsExactly(Kind.OTHER_CONTENT);
    }

    @Test
    void isSilentAboutAKeyThatWasRefusedForOtherContent() {
        assertThat(check(
                        List.of(OPENED, HELLO),
                        send("alice", "k1", "hello"),
                        new Acknowledged("alice", C, "k1", 2),
                        send("alice", "k1", "bonjour"),
                        new Refused("alice", C, "k1")))
                .isEmpty();
    }

    @Test
    void findsAnOrderAgainstThatOfTheProgram() {
        assertThat(check(
                        List.of(OPENED, new Stored(2, "k2", "second"), new Stored(3, "k1", "first")),
                        send("alice", "k1", "first"),
                        send("alice", "k2", "second"),
                        new Acknowledged("alice", C, "k2", 2),
                        new Acknowledged("alice", C, "k1", 3)))
                .containsExactly(Kind.ORDER);
    }

    @Test
    void letsARetryComeLaterThanWhatWasSentAfterIt() {
        assertThat(check(
                        List.of(OPENED, new Stored(2, "k2", "second"), new Stored(3, "k1", "first")),
                        send("alice", "k1", "first"),
                        send("alice", "k2", "second"),
                        new Unknown("alice", C, "k1"),
                        new Acknowledged("alice", C, "k2", 2),
                        send("alice", "k1", "first"),
                        new Acknowledged("alice", C, "k1", 3)))
                .isEmpty();
    }

    @Test
    void findsADeliveryOfWhatIsNotThere() {
        assertThat(check(List.of(OPENED), new Joined("chloe-1", C, 1), new Delivered("chloe-1", C, 2, "hello")))
                .containsExactly(Kind.PHANTOM);
    }

    @Test
    void findsADeliveryBeforeTheSend() {
        assertThat(check(
                        List.of(OPENED, HELLO),
                        new Joined("chloe-1", C, 1),
                        new Delivered("chloe-1", C, 2, "hello"),
                        send("alice", "k1", "hello"),
                        new Acknowledged("alice", C, "k1", 2)))
                .containsExactly(Kind.PHANTOM);
    }

    @Test
    void findsADeliveryToSomebodyWhomTheTextDoesNotName() {
        String text = Canary.text("hello", List.of("alice", "chloe"));
        assertThat(check(
                        List.of(OPENED, new Stored(2, "k1", text)),
                        new Joined("chloe-1", C, 1),
                        new Joined("bruno-1", C, 1),
                        send("alice", "k1", text),
                        new Acknowledged("alice", C, "k1", 2),
                        new Delivered("chloe-1", C, 2, text, "chloe"),
                        new Delivered("bruno-1", C, 2, text, "bruno")))
                .containsExactly(Kind.FOREIGN);
    }

    @Test
    void findsADeliveryToSomebodyWhoIsOut() {
        assertThat(check(
                        List.of(OPENED, new Stored(2, "", ""), new Stored(3, "", "")),
                        new Joined("chloe-1", C, 1),
                        new Delivered("chloe-1", C, 2, ""),
                        new Left("chloe-1", C),
                        new Delivered("chloe-1", C, 3, "")))
                .containsExactly(Kind.FOREIGN);
    }

    @Test
    void owesNothingToWhoIsOutAndEverythingFromTheNextJoin() {
        assertThat(check(
                        List.of(OPENED, new Stored(2, "", ""), new Stored(3, "", ""), new Stored(4, "", "")),
                        new Joined("chloe-1", C, 1),
                        new Left("chloe-1", C),
                        new Joined("chloe-1", C, 2),
                        new Delivered("chloe-1", C, 4, "")))
                .containsExactly(Kind.SKIPPED);
    }

    @Test
    void findsAPositionThatFalls() {
        assertThat(check(
                        List.of(OPENED, HELLO),
                        send("alice", "k1", "hello"),
                        new Acknowledged("alice", C, "k1", 2),
                        new Positioned("alice-1", C, "chloe", 2),
                        new Positioned("alice-2", C, "chloe", 1),
                        new Positioned("alice-1", C, "chloe", 1)))
                .containsExactly(Kind.FALLEN);
    }

    @Test
    void findsAPositionThatIsForgottenInTheEnd() {
        assertThat(check(
                        List.of(OPENED, HELLO),
                        send("alice", "k1", "hello"),
                        new Acknowledged("alice", C, "k1", 2),
                        new Positioned("alice-1", C, "chloe", 2),
                        new Counted("chloe", C, "chloe", 1, 1)))
                .containsExactly(Kind.FALLEN);
    }

    @Test
    void findsAPositionBeyondTheHead() {
        assertThat(check(List.of(OPENED), new Positioned("alice-1", C, "chloe", 2)))
                .containsExactly(Kind.BEYOND_HEAD);
    }

    @Test
    void findsAWrongUnreadCount() {
        Stored hello = new Stored(2, "k1", "hello", "alice");
        Stored reply = new Stored(3, "k2", "reply", "chloe");
        assertThat(check(
                        List.of(OPENED, hello, reply),
                        send("alice", "k1", "hello"),
                        new Acknowledged("alice", C, "k1", 2),
                        send("chloe", "k2", "reply"),
                        new Acknowledged("chloe", C, "k2", 3),
                        new Counted("alice", C, "alice", 0, 1),
                        new Counted("chloe", C, "chloe", 1, 2)))
                .containsExactly(Kind.MISCOUNTED);
    }

    private static Invoked send(String process, String key, String text) {
        return new Invoked(process, C, key, text);
    }

    private static List<Kind> check(List<Stored> stored, Event... events) {
        var history = new History();
        Arrays.stream(events).forEach(history::add);
        return Checker.check(history, Map.of(C, stored)).stream()
                .map(Violation::kind)
                .toList();
    }
}
