package dev.parley.gateway.backend;

import dev.parley.gateway.problem.Problem;

/// @param body JSON as the service wrote it: data when `isOk()`, else a problem
public record Answer(int status, byte[] body) {
    static Answer of(Problem problem) {
        return new Answer(problem.status(), problem.json());
    }

    public boolean isOk() {
        return status >= 200 && status < 300;
    }

    /// Whether the same call may well succeed in a moment.
    public boolean isTemporary() {
        return status >= 500 || status == 429;
    }

    /// What one may not see, or no longer may.
    public boolean isRefusedForGood() {
        return status == 401 || status == 403 || status == 404;
    }
}
