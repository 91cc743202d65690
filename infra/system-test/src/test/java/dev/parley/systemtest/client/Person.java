package dev.parley.systemtest.client;

import java.io.IOException;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/// Somebody who is signed in, and what they do.
public final class Person {

    private static final String API = "/api/v1";
    private static final String KEY = "Idempotency-Key";

    private final Client client;
    private final String username;
    private final String token;
    private final String userId;

    Person(Client client, String username, String token) {
        this.client = client;
        this.username = username;
        this.token = token;
        String claims = new String(Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]));
        this.userId = Client.JSON.readTree(claims).path("sub").asString();
    }

    /// The same person with the same token, by way of other gateways.
    public Person via(Client other) {
        return new Person(other, username, token);
    }

    public String userId() {
        return userId;
    }

    public Answer get(String path) {
        return client.call("GET", API + path, token, null);
    }

    public Answer post(String path, Object body) {
        return post(path, body, UUID.randomUUID());
    }

    public Answer post(String path, Object body, UUID key) {
        return client.call("POST", API + path, token, body, KEY, key.toString());
    }

    public Answer patch(String path, Object body) {
        return client.call("PATCH", API + path, token, body);
    }

    public Answer put(String path, Object body) {
        return client.call("PUT", API + path, token, body);
    }

    public Answer delete(String path) {
        return client.call("DELETE", API + path, token, null);
    }

    /// A draft claim's id.
    public String draft(String title) {
        return post("/claims", Map.of("title", title, "category", "COMPENSATION"))
                .expect(201)
                .path("id")
                .asString();
    }

    /// A claim that has been submitted.
    public JsonNode submitted(String title) {
        return post("/claims/" + draft(title) + "/submit", Map.of()).expect(200);
    }

    public Answer say(String claimId, String text) {
        return say(claimId, text, UUID.randomUUID());
    }

    public Answer say(String claimId, String text, UUID key) {
        return post("/messages", Map.of("claimId", claimId, "body", text), key);
    }

    /// @throws IOException when it is unknown whether the message was stored
    public Answer trySaying(String claimId, String text, UUID key) throws IOException {
        return client.attempt(
                "POST", API + "/messages", token, Map.of("claimId", claimId, "body", text), KEY, key.toString());
    }

    /// @throws IOException when there was no answer
    public Answer tryGetting(String path) throws IOException {
        return client.attempt("GET", API + path, token, null);
    }

    /// A socket that has said `connected`.
    public Socket connect() {
        Socket socket = client.open(token);
        socket.await("connected", _ -> true);
        return socket;
    }

    /// @throws RuntimeException when the gateway does not take it
    public Socket tryConnecting() {
        return client.open(token);
    }

    /// @param silence after which the connection counts as dead
    /// @throws IOException when the gateway does not take it
    public Wire wire(Duration silence) throws IOException {
        return client.wire(token, silence);
    }

    @Override
    public String toString() {
        return username;
    }
}
