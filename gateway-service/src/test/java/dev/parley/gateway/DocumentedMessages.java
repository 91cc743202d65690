package dev.parley.gateway;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.parley.gateway.asyncapi.AsyncApi;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The messages of the AsyncAPI document as validators. Stricter than the document: where it leaves room for fields of
/// later versions, this version has none to put there.
public final class DocumentedMessages {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7);
    private static final JsonNode DOCUMENT = JSON.readTree(AsyncApi.document());
    private static final Map<String, Schema> SCHEMAS = new ConcurrentHashMap<>();

    private DocumentedMessages() {}

    public static JsonNode document() {
        return DOCUMENT;
    }

    /// @param message its key in the document, such as `client.ping`, `ack.ping`, `server.pong`, `message.sent.v1`
    /// @return what is wrong with `value`; empty when it is as the document says
    public static List<String> breaches(String message, JsonNode value) {
        if (!DOCUMENT.path("components").path("messages").has(message)) {
            return List.of("the document knows no " + message);
        }
        List<String> breaches = new ArrayList<>();
        for (Error error :
                SCHEMAS.computeIfAbsent(message, DocumentedMessages::schema).validate(value)) {
            breaches.add(error.toString());
        }
        return breaches;
    }

    private static Schema schema(String message) {
        ObjectNode schema = (ObjectNode) DOCUMENT.path("components")
                .path("messages")
                .path(message)
                .path("payload")
                .deepCopy();
        schema.putObject("components")
                .set("schemas", DOCUMENT.path("components").path("schemas").deepCopy());
        close(schema);
        return REGISTRY.getSchema(schema);
    }

    /// An object whose fields are named has no others. What only adds conditions to an object names no type.
    private static void close(JsonNode node) {
        if (node instanceof ObjectNode object) {
            if (object.path("type").toString().contains("\"object\"")
                    && object.path("properties").isObject()
                    && !object.path("properties").isEmpty()
                    && !object.has("additionalProperties")) {
                object.put("additionalProperties", false);
            }
            object.forEach(DocumentedMessages::close);
        } else if (node instanceof ArrayNode array) {
            array.forEach(DocumentedMessages::close);
        }
    }
}
