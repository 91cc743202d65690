package dev.parley.web;

import java.util.List;
import org.springframework.http.HttpStatus;

/// The request itself is wrong; sending it again changes nothing.
public final class InvalidInput extends ProblemException {
    private static final long serialVersionUID = 1L;

    /// @param field as the caller named it: a JSON field, a query parameter, a header
    public record FieldError(String field, String message) {}

    public InvalidInput(List<FieldError> errors) {
        super(
                HttpStatus.BAD_REQUEST,
                "invalid-input",
                "Invalid input",
                errors.isEmpty()
                        ? "The request could not be understood."
                        : errors.getFirst().field() + " " + errors.getFirst().message());
        with("errors", errors);
    }

    public static InvalidInput of(String field, String message) {
        return new InvalidInput(List.of(new FieldError(field, message)));
    }
}
