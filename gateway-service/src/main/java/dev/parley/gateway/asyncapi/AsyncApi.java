package dev.parley.gateway.asyncapi;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// The document itself.
public final class AsyncApi {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private AsyncApi() {}

    /// The same bytes for the same code.
    public static byte[] document() {
        SocketPart socket = new SocketPart();
        TopicsPart topics = new TopicsPart();

        Map<String, Object> channels = new LinkedHashMap<>();
        channels.put(SocketPart.CHANNEL, socket.channel());
        channels.putAll(topics.channels());

        Map<String, Object> operations = new LinkedHashMap<>(socket.operations());
        operations.putAll(topics.operations());

        Map<String, Object> messages = new LinkedHashMap<>(socket.messages());
        messages.putAll(topics.messages());

        Map<String, Object> schemas = new LinkedHashMap<>(socket.schemas());
        schemas.putAll(topics.schemas());

        Map<String, Object> components = new LinkedHashMap<>();
        components.put("messages", messages);
        components.put("schemas", schemas);
        components.put("securitySchemes", Map.of("token", token()));

        Map<String, Object> document = new LinkedHashMap<>();
        document.put("asyncapi", "3.0.0");
        document.put("id", "urn:parley:events");
        document.put("info", info());
        document.put("defaultContentType", "application/json");
        document.put("servers", servers());
        document.put("channels", channels);
        document.put("operations", operations);
        document.put("components", components);
        return JSON.writeValueAsBytes(document);
    }

    private static Map<String, Object> info() {
        return Json.object(
                "title",
                "Parley: socket and events",
                "version",
                "1",
                "description",
                "What clients and the server tell each other on the socket `/ws` (subprotocol `parley.v1`), and what the"
                        + " services tell each other on Kafka. Within a major version fields and kinds are only added:"
                        + " pass by what you do not know.");
    }

    private static Map<String, Object> servers() {
        return Json.object(
                "gateway",
                Json.object(
                        "host",
                        "localhost:8080",
                        "protocol",
                        "wss",
                        "description",
                        "The one address clients use; `ws` on the local stack.",
                        "security",
                        Json.list(Json.object("$ref", "#/components/securitySchemes/token"))),
                "kafka",
                Json.object(
                        "host",
                        "localhost:29092",
                        "protocol",
                        "kafka",
                        "description",
                        "Inside the platform only: no client reaches it."));
    }

    private static Map<String, Object> token() {
        return Json.object(
                "type",
                "http",
                "scheme",
                "bearer",
                "bearerFormat",
                "JWT",
                "description",
                "`Authorization: Bearer …` at the handshake, or the frame `authenticate` within 5 s; never in the"
                        + " address.");
    }
}
