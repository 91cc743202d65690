package dev.parley.gateway.asyncapi;

import static dev.parley.gateway.asyncapi.Shape.exactly;
import static dev.parley.gateway.asyncapi.Shape.field;

import dev.parley.gateway.frame.CloseCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `/ws` in the document: one channel, one message per kind of frame, and one per kind of answer.
final class SocketPart {
    static final String CHANNEL = "socket";
    private static final String ERROR = "server.error";

    private static final Shape ID = new Shape(Json.object(
            "type",
            List.of("string", "integer", "null"),
            "description",
            "chosen by the client, at most 128 characters; the one answer carries it"));
    private static final Shape ECHO = new Shape(
            Json.object("type", List.of("string", "integer"), "description", "of the frame that is answered"));

    private final Map<String, Object> messages = new LinkedHashMap<>();
    private final Map<String, Object> operations = new LinkedHashMap<>();

    SocketPart() {
        FrameCatalogue.FROM_CLIENTS.forEach(this::fromClient);
        FrameCatalogue.FROM_SERVER.forEach(this::fromServer);
        String about = "What was asked for is not done, and why; without `id` it is about a frame without one.";
        messages.put(ERROR, message("error", about, server("error", ECHO, Shape.ref("Problem"))));
        operations.put("send.error", operation("send", about, List.of(ERROR), null));
    }

    Map<String, Object> messages() {
        return messages;
    }

    Map<String, Object> operations() {
        return operations;
    }

    Map<String, Object> schemas() {
        List<Frame> entries =
                FrameCatalogue.FROM_SERVER.stream().filter(Frame::isEntry).toList();
        Map<String, Object> schemas = new LinkedHashMap<>();
        WireObjects.all(entries).forEach((name, shape) -> schemas.put(name, shape.schema()));
        FrameCatalogue.FROM_SERVER.forEach(
                frame -> schemas.put(frame.type(), frame.data().schema()));
        return schemas;
    }

    Map<String, Object> channel() {
        Map<String, Object> all = new LinkedHashMap<>();
        messages.keySet().forEach(name -> all.put(name, Json.ref("components/messages/" + name)));
        return Json.object(
                "address",
                "/ws",
                "title",
                "The socket",
                "summary",
                "WebSocket, subprotocol `parley.v1`: text frames, one JSON object each.",
                "description",
                "A frame of a client with an `id` gets exactly one `ack` or `error` with the same `id`. The largest frame"
                        + " of a client is 64 KiB. Entries of one conversation arrive in rising `seq`.",
                "servers",
                Json.list(Json.ref("servers/gateway")),
                "messages",
                all,
                "bindings",
                Json.object(
                        "ws", Json.object("method", "GET", "headers", headers().schema(), "bindingVersion", "0.1.0")),
                "x-close-codes",
                Arrays.stream(CloseCode.values())
                        .map(code ->
                                Json.object("code", code.number(), "meaning", code.reason(), "then", code.remedy()))
                        .toList());
    }

    private static Shape headers() {
        return Shape.object(
                field("Sec-WebSocket-Protocol", exactly("parley.v1")),
                field("Authorization", Shape.text(), "a bearer token; a browser cannot set it and sends `authenticate`")
                        .optional(),
                field("Origin", Shape.text(), "of browsers: this address, or one that is allowed")
                        .optional());
    }

    private void fromClient(Frame frame) {
        String asked = "client." + frame.type();
        Shape payload = Shape.object(
                field("type", exactly(frame.type())),
                field("id", ID).optional(),
                frame.data().schema().containsKey("required")
                                || frame.data().schema().containsKey("anyOf")
                        ? field("data", frame.data())
                        : field("data", frame.data()).optional());
        messages.put(asked, about(message(frame.type(), frame.about(), payload), frame));
        Shape answer = frame.answer();
        List<String> answers = new ArrayList<>();
        if (answer != null) {
            String name = "ack." + frame.type();
            messages.put(name, message("ack", "The answer to `" + frame.type() + "`.", server("ack", ECHO, answer)));
            answers.add(name);
        }
        answers.add(ERROR);
        operations.put("receive." + frame.type(), operation("receive", frame.about(), List.of(asked), answers));
    }

    private void fromServer(Frame frame) {
        String name = "server." + frame.type();
        Shape payload = server(frame.type(), frame.type().equals("pong") ? ECHO : null, Shape.ref(frame.type()));
        messages.put(name, about(message(frame.type(), frame.about(), payload), frame));
        operations.put("send." + frame.type(), operation("send", frame.about(), List.of(name), null));
    }

    private static Shape server(String type, @Nullable Shape id, Shape data) {
        List<Shape.Field> fields = new ArrayList<>();
        fields.add(field("type", exactly(type)));
        if (id != null) {
            Shape.Field echo = field("id", id);
            fields.add(type.equals("ack") ? echo : echo.optional());
        }
        fields.add(field("data", data));
        return Shape.object(fields);
    }

    private static Map<String, Object> message(String name, String about, Shape payload) {
        return Json.object("name", name, "summary", about, "payload", payload.schema());
    }

    private static Map<String, Object> about(Map<String, Object> message, Frame frame) {
        message.put("x-who", frame.who());
        if (frame.isEntry()) {
            message.put("x-entry", true);
        }
        return message;
    }

    private static Map<String, Object> operation(
            String action, String about, List<String> sent, @Nullable List<String> answers) {
        Map<String, Object> operation = Json.object(
                "action", action, "channel", Json.ref("channels/" + CHANNEL), "summary", about, "messages", refs(sent));
        if (answers != null) {
            operation.put("reply", Json.object("channel", Json.ref("channels/" + CHANNEL), "messages", refs(answers)));
        }
        return operation;
    }

    private static List<Object> refs(List<String> names) {
        return names.stream()
                .map(name -> (Object) Json.ref("channels/" + CHANNEL + "/messages/" + name))
                .toList();
    }
}
