package dev.parley.gateway.fallback;

import dev.parley.gateway.backend.Answer;
import dev.parley.gateway.problem.Problem;

/// A request that gets no events but a problem: ours, or as a service wrote it.
final class Refused extends RuntimeException {
    private final int status;
    private final transient byte[] problem;

    Refused(Problem problem) {
        this(problem.status(), problem.json());
    }

    Refused(Answer answer) {
        this(answer.status(), answer.body());
    }

    private Refused(int status, byte[] problem) {
        super("refused with " + status, null, false, false);
        this.status = status;
        this.problem = problem;
    }

    int status() {
        return status;
    }

    byte[] problem() {
        return problem;
    }
}
