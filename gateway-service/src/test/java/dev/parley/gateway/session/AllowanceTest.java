package dev.parley.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AllowanceTest {
    @Test
    void allowsABurstAndThenASteadyRate() {
        Allowance allowance = new Allowance(10, 3, 0);
        for (int frame = 1; frame <= 3; frame++) {
            assertThat(allowance.take(0)).as("frame %d", frame).isTrue();
        }
        assertThat(allowance.take(0)).isFalse();
        assertThat(allowance.take(99)).isFalse();
        assertThat(allowance.take(200)).isTrue();
    }

    @Test
    void neverGrowsBeyondTheBurstAndNeverShrinksWhenTheClockStepsBack() {
        Allowance allowance = new Allowance(10, 2, 1_000);
        for (int frame = 1; frame <= 2; frame++) {
            assertThat(allowance.take(1_000_000)).as("frame %d", frame).isTrue();
        }
        assertThat(allowance.take(1_000_000)).isFalse();
        assertThat(allowance.take(0)).isFalse();
        assertThat(allowance.take(100)).isTrue();
    }
}
