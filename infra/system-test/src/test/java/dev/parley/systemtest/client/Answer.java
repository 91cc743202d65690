package dev.parley.systemtest.client;

import java.net.http.HttpHeaders;
import tools.jackson.databind.JsonNode;

/// What the gateway answered.
///
/// @param body a missing node when the answer is not JSON
public record Answer(int status, HttpHeaders headers, JsonNode body) {

    /// The body of an answer that must have this status.
    public JsonNode expect(int wanted) {
        if (status != wanted) {
            throw new AssertionError("expected " + wanted + " but was " + status + ": " + body);
        }
        return body;
    }

    /// `claim-not-submitted` from `/problems/claim-not-submitted`; empty when the answer is no problem.
    public String problem() {
        String type = body.path("type").asString("");
        return type.startsWith("/problems/") ? type.substring("/problems/".length()) : "";
    }

    public boolean replayed() {
        return headers.firstValue("Idempotency-Replayed").orElse("").equals("true");
    }
}
