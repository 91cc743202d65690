package dev.parley.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.mock.web.MockHttpServletRequest;

class ProblemAdviceTest {
    private static final SQLException LOCK_NOT_HAD = new SQLException("lock timeout", "55P03");

    static Stream<Exception> asJdbcAndHibernateTellIt() {
        return Stream.of(
                new UncategorizedSQLException("counting", "update", LOCK_NOT_HAD),
                new IllegalStateException("flushing", new IllegalArgumentException("update", LOCK_NOT_HAD)));
    }

    @ParameterizedTest
    @MethodSource("asJdbcAndHibernateTellIt")
    void saysBusyWhenALockIsNotHadInTime(Exception failure) {
        var answer = new ProblemAdvice().anything(failure, new MockHttpServletRequest());
        assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
        assertThat(answer.getHeaders().getFirst(HttpHeaders.RETRY_AFTER)).isNotNull();
    }
}
