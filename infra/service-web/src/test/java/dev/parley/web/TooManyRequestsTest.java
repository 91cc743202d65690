package dev.parley.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

class TooManyRequestsTest {
    @Test
    void saysWhenToTryAgainInWholeSeconds() {
        var answer = new ProblemAdvice().tooMany(new TooManyRequests(Duration.ofMillis(1_200)));
        assertThat(answer.getStatusCode().value()).isEqualTo(429);
        assertThat(answer.getHeaders().getFirst(HttpHeaders.RETRY_AFTER)).isEqualTo("2");
        assertThat(answer.getHeaders().getContentType()).isEqualTo(MediaType.APPLICATION_PROBLEM_JSON);
        assertThat(answer.getBody()).containsEntry("type", "/problems/too-many-requests");
        assertThat(new TooManyRequests(Duration.ofMillis(1)).retryAfterSeconds())
                .isEqualTo(1);
    }
}
