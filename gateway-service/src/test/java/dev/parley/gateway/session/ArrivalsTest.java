package dev.parley.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ArrivalsTest {
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Arrivals arrivals = new Arrivals(2, meters);
    private final EmbeddedChannel first = new EmbeddedChannel();
    private final EmbeddedChannel second = new EmbeddedChannel();
    private final EmbeddedChannel third = new EmbeddedChannel();
    private final EmbeddedChannel fourth = new EmbeddedChannel();

    private double waiting() {
        return meters.get("parley.gateway.arrivals.waiting").gauge().value();
    }

    @Test
    void letsAFewInAtOnceAndThenWhoCameLast() {
        assertThat(arrivals.turn(first)).isDone();
        assertThat(arrivals.turn(second)).isDone();
        CompletableFuture<Boolean> turnOfThird = arrivals.turn(third);
        CompletableFuture<Boolean> turnOfFourth = arrivals.turn(fourth);
        assertThat(waiting()).isEqualTo(2);

        arrivals.over(second);

        assertThat(turnOfFourth).isDone();
        assertThat(turnOfThird).isNotDone();
        arrivals.over(second);
        assertThat(turnOfThird).as("a turn ends once").isNotDone();
        arrivals.over(first);
        assertThat(turnOfThird).isDone();
        assertThat(waiting()).isZero();
    }

    @Test
    void passesByWhoHasLeft() {
        arrivals.turn(first);
        arrivals.turn(second);
        CompletableFuture<Boolean> turnOfThird = arrivals.turn(third);
        CompletableFuture<Boolean> turnOfFourth = arrivals.turn(fourth);
        fourth.close();
        assertThat(waiting()).isEqualTo(1);

        arrivals.over(first);

        assertThat(turnOfFourth).isNotDone();
        assertThat(turnOfThird).isDone();
    }

    @Test
    void endsATurnWithItsChannel() {
        arrivals.turn(first);
        arrivals.turn(second);
        CompletableFuture<Boolean> turnOfThird = arrivals.turn(third);

        first.close();

        assertThat(turnOfThird).isDone();
        assertThat(Arrivals.hasLeft(first)).isTrue();
        assertThat(Arrivals.hasLeft(third)).isFalse();
    }

    @Test
    void holdsNoTurnForAChannelThatWasClosedBefore() {
        first.close();
        arrivals.turn(first);
        arrivals.turn(second);

        assertThat(arrivals.turn(third)).isDone();
    }
}
