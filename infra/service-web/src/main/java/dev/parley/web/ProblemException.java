package dev.parley.web;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.HttpStatus;

/// A broken rule, told to the caller as an RFC 9457 problem. One subclass per rule, in the feature that owns the rule.
///
/// `type` is stable and listed in `docs/problems.md`; `detail` is a sentence for people and names nothing internal.
public abstract class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final HttpStatus status;
    private final String type;
    private final String title;
    private final String detail;
    private final transient Map<String, Object> members = new LinkedHashMap<>();

    protected ProblemException(HttpStatus status, String type, String title, String detail) {
        super(detail, null, false, false);
        this.status = status;
        this.type = type;
        this.title = title;
        this.detail = detail;
    }

    /// Adds an extension member to the body.
    protected final void with(String name, Object value) {
        members.put(name, value);
    }

    public final HttpStatus status() {
        return status;
    }

    public final String type() {
        return type;
    }

    public final String title() {
        return title;
    }

    public final String detail() {
        return detail;
    }

    final Map<String, Object> members() {
        return members;
    }
}
