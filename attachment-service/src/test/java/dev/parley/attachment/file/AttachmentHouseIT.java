package dev.parley.attachment.file;

import static dev.parley.testkit.Cast.ALICE;
import static dev.parley.testkit.Cast.BRUNO;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.messaging.MessageSent;
import dev.parley.testkit.conformance.BadInput;
import dev.parley.testkit.conformance.OpenApiDocument;
import dev.parley.testkit.conformance.RoleMatrix;
import dev.parley.testkit.conformance.StatementCounter;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/// What every service owes the house, for every endpoint of this one. There is no attachment yet: to upload is 501 for
/// those who see the conversation, and each id of a file is unknown.
class AttachmentHouseIT extends AttachmentScene {
    @Autowired
    private StatementCounter statements;

    private final Person alice = Person.like(ALICE);
    private final Talk talk = Talk.of("CLAIM");

    private MessageSent message() {
        consume(talk, talk.opened(alice));
        MessageSent message = talk.message(2, alice);
        consume(talk, message);
        return message;
    }

    @Test
    void describesItsEndpoints() {
        OpenApiDocument.check(http, "dev.parley.attachment");
    }

    @Test
    void answersEachRoleAsTheMatrixSays() {
        UUID message = message().messageId();
        RoleMatrix matrix = RoleMatrix.of(http).with(RoleMatrix.Who.OWNER, as(alice));
        matrix.call("POST", "/api/v1/attachments?conversationId={id}", talk::id)
                .answers(501, 404, 501, 501, 404, 404, 404, 401);
        String onto = "/api/v1/messages/{messageId}/attachments";
        matrix.call("POST", onto, () -> message).answers(501, 404, 501, 501, 404, 404, 404, 401);
        matrix.call("GET", onto, () -> message).answers(200, 404, 200, 200, 404, 404, 404, 401);
        for (String file : List.of(
                "GET /api/v1/messages/attachments/{id}",
                "DELETE /api/v1/messages/attachments/{id}",
                "GET /api/v1/attachments/{id}",
                "GET /api/v1/attachments/{id}/preview",
                "POST /api/v1/attachments/{id}/link")) {
            String[] methodAndPath = file.split(" ");
            matrix.call(methodAndPath[0], methodAndPath[1], UUID::randomUUID)
                    .answers(404, 404, 404, 404, 404, 404, 404, 401);
        }
        matrix.call("GET", "/api/v1/attachments/quota").answers(501, 501, 501, 501, 501, 501, 501, 401);
        matrix.done("dev.parley.attachment");
    }

    @Test
    void refusesBadInput() {
        UUID foreign = message().messageId();
        BadInput.to(as(Person.like(BRUNO)), database::digest)
                .ids("POST", "/api/v1/attachments?conversationId={id}", List.of(talk.id()))
                .ids("POST", "/api/v1/messages/{id}/attachments", List.of(foreign))
                .ids("GET", "/api/v1/messages/{id}/attachments", List.of(foreign))
                .ids("GET", "/api/v1/messages/attachments/{id}", List.of(foreign))
                .ids("DELETE", "/api/v1/messages/attachments/{id}", List.of(foreign))
                .ids("GET", "/api/v1/attachments/{id}", List.of(foreign))
                .ids("GET", "/api/v1/attachments/{id}/preview", List.of(foreign))
                .ids("POST", "/api/v1/attachments/{id}/link", List.of(foreign))
                .done();
    }

    @Test
    void looksAtOneMessageWithFewStatements() {
        String path = "/api/v1/messages/" + message().messageId() + "/attachments";
        assertThat(statements.during(
                        () -> assertThat(as(alice).get(path).status()).isEqualTo(200)))
                .as("the tenant, the message, the conversation")
                .isLessThanOrEqualTo(4);
    }
}
