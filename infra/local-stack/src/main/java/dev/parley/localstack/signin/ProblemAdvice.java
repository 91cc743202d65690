package dev.parley.localstack.signin;

import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/// Gives every refusal of HTTP itself (unreadable body, wrong method, wrong media type) the platform's problem types.
@RestControllerAdvice
class ProblemAdvice extends ResponseEntityExceptionHandler {

    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception e, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (body instanceof ProblemDetail problem && e instanceof Refusal) {
            return super.handleExceptionInternal(e, problem, headers, status, request);
        }
        HttpStatus known = HttpStatus.valueOf(status.value());
        String type = known == HttpStatus.BAD_REQUEST
                ? "invalid-input"
                : known.getReasonPhrase().toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "-");
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(known, "The request cannot be answered in this form.");
        problem.setType(URI.create("/problems/" + type));
        problem.setTitle(known == HttpStatus.BAD_REQUEST ? "Invalid input" : known.getReasonPhrase());
        return super.handleExceptionInternal(e, problem, headers, status, request);
    }
}
