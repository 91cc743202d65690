package dev.parley.web.access;

import dev.parley.web.Caller;
import dev.parley.web.Forbidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/// Refuses the roles that a row does not name, before the body is read and the controller runs.
final class RoleCheck implements HandlerInterceptor {
    private final AccessTable table;

    RoleCheck(AccessTable table) {
        this.table = table;
    }

    /// Only what is mapped has a pattern; what is not is answered 404 or 405 by itself.
    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws HttpRequestMethodNotSupportedException {
        if (request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE) instanceof String pattern
                && pattern.startsWith(AccessTable.API)) {
            AccessTable.Row row = table.of(request.getMethod(), pattern)
                    .orElseThrow(() -> new HttpRequestMethodNotSupportedException(request.getMethod()));
            Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
            if (authentication == null
                    || !(authentication.getPrincipal() instanceof Caller caller)
                    || !row.asks().contains(caller.role())) {
                throw new Forbidden("Your role may not do this.");
            }
        }
        return true;
    }
}
