package dev.parley.web;

import jakarta.servlet.http.HttpServletRequest;
import java.sql.SQLException;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionTimedOutException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.MissingRequestValueException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/// Turns every exception into a problem. What is not foreseen is a defect of ours: logged whole, told to nobody.
@RestControllerAdvice
class ProblemAdvice {
    private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);
    private static final String RETRY_SOON = "1";
    private static final String LOCK_TIMEOUT = "55P03";

    @ExceptionHandler
    ResponseEntity<Map<String, Object>> brokenRule(ProblemException problem) {
        Map<String, Object> body = Problems.of(problem.status(), problem.type(), problem.title(), problem.detail());
        body.putAll(problem.members());
        return answer(problem.status()).body(body);
    }

    @ExceptionHandler
    ResponseEntity<Map<String, Object>> tooMany(TooManyRequests problem) {
        return ResponseEntity.status(problem.status())
                .headers(brokenRule(problem).getHeaders())
                .header(HttpHeaders.RETRY_AFTER, String.valueOf(problem.retryAfterSeconds()))
                .body(brokenRule(problem).getBody());
    }

    @ExceptionHandler
    ResponseEntity<Map<String, Object>> unreadableBody(HttpMessageNotReadableException failure) {
        if (BodyTooLarge.isCauseOf(failure)) {
            return brokenRule(new BodyTooLarge());
        }
        return brokenRule(InvalidInput.of(fieldOf(failure.getCause()), messageOf(failure.getCause())));
    }

    @ExceptionHandler
    ResponseEntity<Map<String, Object>> wrongParameter(MethodArgumentTypeMismatchException failure) {
        return brokenRule(InvalidInput.of(failure.getName(), "has the wrong form"));
    }

    @ExceptionHandler
    ResponseEntity<Map<String, Object>> missingParameter(MissingRequestValueException failure) {
        return brokenRule(InvalidInput.of("request", "lacks a required value"));
    }

    /// A query or form that is not UTF-8; Tomcat says so at whichever parameter is read first.
    @ExceptionHandler
    ResponseEntity<Map<String, Object>> undecodable(InvalidParameterException failure) {
        return answer(HttpStatus.BAD_REQUEST).body(Problems.of(HttpStatus.BAD_REQUEST));
    }

    @ExceptionHandler({
        CannotCreateTransactionException.class,
        DataAccessResourceFailureException.class,
        TransientDataAccessException.class,
        QueryTimeoutException.class,
        TransactionTimedOutException.class
    })
    ResponseEntity<Map<String, Object>> busy(Exception failure) {
        log.warn("event=request.busy cause={}", failure.toString());
        HttpStatus status = HttpStatus.SERVICE_UNAVAILABLE;
        Map<String, Object> body =
                Problems.of(status, "busy", "Busy", "The service is busy or recovering; try again shortly.");
        return answer(status).header(HttpHeaders.RETRY_AFTER, RETRY_SOON).body(body);
    }

    @ExceptionHandler
    ResponseEntity<Map<String, Object>> anything(Exception failure, HttpServletRequest request) {
        if (failure instanceof ErrorResponse known && known.getStatusCode().is4xxClientError()) {
            HttpStatus status = HttpStatus.valueOf(known.getStatusCode().value());
            return answer(status).headers(known.getHeaders()).body(Problems.of(status));
        }
        if (isLockTimeout(failure)) {
            return busy(failure);
        }
        log.error("event=request.failed method={} status=500", request.getMethod(), failure);
        return answer(HttpStatus.INTERNAL_SERVER_ERROR).body(Problems.of(HttpStatus.INTERNAL_SERVER_ERROR));
    }

    /// Spring has no class for a lock that was not had in time, and Hibernate another than JDBC; PostgreSQL
    /// says it by a code.
    private static boolean isLockTimeout(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException refused && LOCK_TIMEOUT.equals(refused.getSQLState())) {
                return true;
            }
        }
        return false;
    }

    private static ResponseEntity.BodyBuilder answer(HttpStatus status) {
        return ResponseEntity.status(status).contentType(MediaType.APPLICATION_PROBLEM_JSON);
    }

    private static String fieldOf(@Nullable Throwable cause) {
        if (cause instanceof DatabindException databind && !databind.getPath().isEmpty()) {
            return databind.getPath().stream()
                    .map(step -> step.getPropertyName() == null ? "[" + step.getIndex() + "]" : step.getPropertyName())
                    .collect(Collectors.joining("."));
        }
        return "body";
    }

    private static String messageOf(@Nullable Throwable cause) {
        return switch (cause) {
            case UnrecognizedPropertyException _ -> "is not a field of this request";
            case DatabindException databind when !databind.getPath().isEmpty() -> "has the wrong type or form";
            case JacksonException _ -> "is not valid JSON";
            case null, default -> "is missing or not valid JSON";
        };
    }
}
