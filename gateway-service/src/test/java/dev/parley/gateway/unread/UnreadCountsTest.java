package dev.parley.gateway.unread;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.gateway.fanout.UnreadNews;
import dev.parley.testkit.Cast;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What one session makes of events and answers, in every order in which they can come.
class UnreadCountsTest {
    private static final UUID ALICE = Cast.ALICE.userId();
    private static final UUID CHLOE = Cast.CHLOE.userId();
    private static final UUID LEAK = new UUID(1, 1);
    private static final UUID THEFT = new UUID(1, 2);

    private final UnreadCounts counts = new UnreadCounts(ALICE);

    private static UnreadAnswer answer(UnreadAnswer.Row... rows) {
        return new UnreadAnswer(Arrays.asList(rows));
    }

    private static UnreadAnswer.Row row(UUID conversation, long unread, long head, long upTo) {
        return new UnreadAnswer.Row(conversation, unread, head, upTo);
    }

    private void chloeWrote(UUID conversation, long seq) {
        counts.heard(new UnreadNews.Written(conversation, seq, CHLOE));
    }

    private void aliceRead(UUID conversation, long upTo) {
        counts.heard(new UnreadNews.Read(conversation, ALICE, upTo));
    }

    private static UnreadCounts.Change change(UUID conversation, long unread, long total) {
        return new UnreadCounts.Change(conversation, unread, total);
    }

    @Test
    void countsOnFromTheSnapshot() {
        counts.begun(answer(row(LEAK, 2, 7, 4), row(THEFT, 1, 3, 2)));
        assertThat(counts.changes()).isEmpty();
        chloeWrote(LEAK, 8);
        chloeWrote(LEAK, 9);
        assertThat(counts.changes()).containsExactly(change(LEAK, 4, 5));
        assertThat(counts.hasQuestion()).isFalse();
    }

    @Test
    void countsNeitherOnesOwnWordsNorParleysNorRepeats() {
        counts.begun(answer(row(LEAK, 1, 7, 4)));
        counts.heard(new UnreadNews.Written(LEAK, 8, ALICE));
        counts.heard(new UnreadNews.Other(LEAK, 9));
        chloeWrote(LEAK, 9);
        chloeWrote(LEAK, 3);
        assertThat(counts.changes()).isEmpty();
        assertThat(counts.hasQuestion()).isFalse();
        chloeWrote(LEAK, 10);
        assertThat(counts.changes()).containsExactly(change(LEAK, 2, 2));
    }

    @Test
    void doesNotCountTwiceWhatTheSnapshotHasAlready() {
        chloeWrote(LEAK, 7);
        chloeWrote(LEAK, 8);
        counts.begun(answer(row(LEAK, 3, 8, 4)));
        assertThat(counts.changes()).isEmpty();
        assertThat(counts.hasQuestion()).isFalse();
        chloeWrote(LEAK, 8);
        assertThat(counts.changes()).isEmpty();
    }

    @Test
    void asksAgainWhenTheSnapshotIsOlderThanWhatWasHeard() {
        chloeWrote(LEAK, 8);
        counts.begun(answer(row(LEAK, 2, 7, 4)));
        assertThat(counts.changes()).isEmpty();
        assertThat(counts.ask()).containsExactly(LEAK);
        counts.answered(answer(row(LEAK, 3, 8, 4)));
        assertThat(counts.changes()).containsExactly(change(LEAK, 3, 3));
    }

    @Test
    void asksAgainWhenTheReadingWasHeardBeforeAnOlderSnapshotCame() {
        aliceRead(LEAK, 7);
        counts.begun(answer(row(LEAK, 2, 7, 4)));
        assertThat(counts.ask()).containsExactly(LEAK);
        counts.answered(answer(row(LEAK, 0, 7, 7)));
        assertThat(counts.changes()).containsExactly(change(LEAK, 0, 0));
    }

    @Test
    void asksAboutAConversationInWhichNothingWasUnread() {
        counts.begun(answer());
        chloeWrote(LEAK, 8);
        assertThat(counts.changes()).isEmpty();
        assertThat(counts.ask()).containsExactly(LEAK);
        assertThat(counts.hasQuestion()).as("one question at a time").isFalse();
        chloeWrote(LEAK, 9);
        counts.answered(answer(row(LEAK, 1, 8, 7)));
        assertThat(counts.changes())
                .as("the answer does not know the last message")
                .isEmpty();
        assertThat(counts.ask()).containsExactly(LEAK);
        counts.answered(answer(row(LEAK, 2, 9, 7)));
        assertThat(counts.changes()).containsExactly(change(LEAK, 2, 2));
        chloeWrote(LEAK, 10);
        assertThat(counts.changes()).containsExactly(change(LEAK, 3, 3));
    }

    @Test
    void takesAnAnswerThatKnowsMoreThanWasHeard() {
        counts.begun(answer());
        chloeWrote(LEAK, 8);
        counts.ask();
        counts.answered(answer(row(LEAK, 3, 10, 7)));
        chloeWrote(LEAK, 9);
        chloeWrote(LEAK, 10);
        assertThat(counts.changes()).containsExactly(change(LEAK, 3, 3));
        chloeWrote(LEAK, 11);
        assertThat(counts.changes()).containsExactly(change(LEAK, 4, 4));
    }

    @Test
    void asksWhenTheLogHasAHole() {
        counts.begun(answer(row(LEAK, 1, 7, 6)));
        chloeWrote(LEAK, 9);
        assertThat(counts.changes()).isEmpty();
        assertThat(counts.ask()).containsExactly(LEAK);
        counts.answered(answer(row(LEAK, 3, 9, 6)));
        assertThat(counts.changes()).containsExactly(change(LEAK, 3, 3));
    }

    @Test
    void knowsThatNothingIsUnreadAfterReadingAll() {
        counts.begun(answer(row(LEAK, 2, 7, 4), row(THEFT, 1, 3, 2)));
        aliceRead(LEAK, 7);
        assertThat(counts.changes()).containsExactly(change(LEAK, 0, 1));
        assertThat(counts.hasQuestion()).isFalse();
        aliceRead(LEAK, 5);
        counts.heard(new UnreadNews.Read(LEAK, CHLOE, 7));
        assertThat(counts.changes()).isEmpty();
    }

    @Test
    void asksAfterReadingHalfWay() {
        counts.begun(answer(row(LEAK, 3, 7, 4)));
        aliceRead(LEAK, 6);
        assertThat(counts.changes()).isEmpty();
        assertThat(counts.ask()).containsExactly(LEAK);
        counts.answered(answer(row(LEAK, 3, 7, 4)));
        assertThat(counts.changes()).as("an answer from before the reading").isEmpty();
        assertThat(counts.ask()).containsExactly(LEAK);
        counts.answered(answer(row(LEAK, 1, 7, 6)));
        assertThat(counts.changes()).containsExactly(change(LEAK, 1, 1));
    }

    @Test
    void doesNotCountAMessageWhoseReceiptCameFirst() {
        counts.begun(answer(row(LEAK, 1, 7, 6)));
        aliceRead(LEAK, 9);
        chloeWrote(LEAK, 8);
        chloeWrote(LEAK, 9);
        assertThat(counts.changes()).containsExactly(change(LEAK, 0, 0));
        chloeWrote(LEAK, 10);
        assertThat(counts.changes()).containsExactly(change(LEAK, 1, 1));
        assertThat(counts.hasQuestion()).isFalse();
    }

    @Test
    void asksWhenAnUnreadMessageIsGoneAndOnlyThen() {
        counts.begun(answer(row(LEAK, 2, 7, 4)));
        counts.heard(new UnreadNews.Gone(LEAK, 8, 3));
        assertThat(counts.hasQuestion()).isFalse();
        counts.heard(new UnreadNews.Gone(LEAK, 9, 6));
        assertThat(counts.ask()).containsExactly(LEAK);
        counts.answered(answer(row(LEAK, 1, 9, 4)));
        assertThat(counts.changes()).containsExactly(change(LEAK, 1, 1));
        aliceRead(LEAK, 9);
        counts.heard(new UnreadNews.Gone(LEAK, 10, 5));
        assertThat(counts.hasQuestion()).isFalse();
        assertThat(counts.changes()).containsExactly(change(LEAK, 0, 0));
    }

    @Test
    void forgetsAConversationThatWasLeftOrDeleted() {
        counts.begun(answer(row(LEAK, 2, 7, 4), row(THEFT, 1, 3, 2)));
        counts.heard(new UnreadNews.PartTaken(LEAK, 8, ALICE));
        assertThat(counts.ask()).containsExactly(LEAK);
        counts.heard(new UnreadNews.PartTaken(THEFT, 4, null));
        counts.answered(answer());
        assertThat(counts.changes()).containsExactly(change(LEAK, 0, 1));
        assertThat(counts.ask()).containsExactly(THEFT);
        counts.answered(answer());
        assertThat(counts.changes()).containsExactly(change(THEFT, 0, 0));
        assertThat(counts.held()).isZero();
    }

    @Test
    void asksAgainWhenPartWasTakenAfterTheQuestion() {
        counts.begun(answer());
        counts.heard(new UnreadNews.PartTaken(LEAK, 8, ALICE));
        counts.ask();
        counts.heard(new UnreadNews.PartTaken(LEAK, 10, ALICE));
        counts.answered(answer());
        assertThat(counts.ask()).as("not listed, but that was before").containsExactly(LEAK);
        counts.answered(answer(row(LEAK, 5, 10, 0)));
        assertThat(counts.changes()).containsExactly(change(LEAK, 5, 5));
    }

    @Test
    void paysNoAttentionToOthersWhoComeAndGo() {
        counts.begun(answer(row(LEAK, 2, 7, 4)));
        counts.heard(new UnreadNews.PartTaken(LEAK, 8, CHLOE));
        counts.heard(new UnreadNews.PartTaken(THEFT, 8, CHLOE));
        chloeWrote(LEAK, 9);
        assertThat(counts.changes()).containsExactly(change(LEAK, 3, 3));
        assertThat(counts.hasQuestion()).isFalse();
    }

    @Test
    void asksForEverythingAfterASnapshotThatDidNotCome() {
        chloeWrote(LEAK, 8);
        counts.failed();
        assertThat(counts.hasQuestion()).isTrue();
        assertThat(counts.ask()).isEmpty();
        counts.failed();
        assertThat(counts.ask()).isEmpty();
        counts.answered(answer(row(LEAK, 1, 8, 7), row(THEFT, 2, 4, 0)));
        assertThat(counts.changes()).containsExactlyInAnyOrder(change(LEAK, 1, 3), change(THEFT, 2, 3));
        assertThat(counts.hasQuestion()).isFalse();
    }

    @Test
    void keepsWhatIsInDoubtThroughAFailure() {
        counts.begun(answer());
        chloeWrote(LEAK, 8);
        counts.ask();
        counts.failed();
        assertThat(counts.ask()).containsExactly(LEAK);
    }

    @Test
    void holdsLittleOfWhatIsRead() {
        counts.begun(answer());
        for (int i = 0; i < 300; i++) {
            UUID conversation = new UUID(2, i);
            chloeWrote(conversation, 3);
            counts.ask();
            counts.answered(answer(row(conversation, 1, 3, 2)));
            aliceRead(conversation, 3);
            counts.changes();
        }
        assertThat(counts.held()).isLessThan(40);
    }

    @Test
    void asksForEverythingWhenTooMuchIsInDoubt() {
        counts.begun(answer());
        for (int i = 0; i < 60; i++) {
            chloeWrote(new UUID(2, i), 3);
        }
        assertThat(counts.ask()).isEmpty();
        counts.answered(answer(row(new UUID(2, 5), 4, 3, 0)));
        assertThat(counts.changes()).containsExactly(change(new UUID(2, 5), 4, 4));
        assertThat(counts.hasQuestion()).isFalse();
    }

    @Test
    void keepsTheTotalOfMoreThanItHolds() {
        UnreadCounts few = new UnreadCounts(ALICE, new UnreadCounts.Bounds(3, 2, 2));
        UnreadAnswer.Row[] rows = new UnreadAnswer.Row[8];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = row(new UUID(2, i), 1, 5, 4);
        }
        few.begun(answer(rows));
        assertThat(few.held()).isEqualTo(3);
        assertThat(few.changes()).isEmpty();
        few.heard(new UnreadNews.Written(new UUID(2, 7), 6, CHLOE));
        assertThat(few.held()).isEqualTo(3);
        assertThat(few.ask()).isEmpty();
        rows[7] = row(new UUID(2, 7), 2, 6, 4);
        few.answered(answer(rows));
        assertThat(few.changes()).containsExactly(change(new UUID(2, 7), 2, 9));
        few.heard(new UnreadNews.Read(new UUID(2, 6), ALICE, 5));
        few.ask();
        UnreadAnswer.Row[] rest = List.of(rows).stream()
                .filter(each -> !each.conversationId().equals(new UUID(2, 6)))
                .toArray(UnreadAnswer.Row[]::new);
        few.answered(answer(rest));
        assertThat(few.changes()).containsExactly(change(new UUID(2, 6), 0, 8));
    }
}
