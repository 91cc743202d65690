package dev.parley.gateway.asyncapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.parley.contracts.Catalogue;
import dev.parley.contracts.DomainEvent;
import dev.parley.contracts.Topic;
import dev.parley.contracts.messaging.MessageSent;
import dev.parley.gateway.DocumentedMessages;
import dev.parley.gateway.frame.CloseCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The document is AsyncAPI 3.0, and what is published is as it says.
class AsyncApiTest {
    private static final Path GOLDEN = Path.of("../infra/contracts/src/test/resources/golden");
    private static final JsonMapper JSON = JsonMapper.shared();

    private final JsonNode document = DocumentedMessages.document();

    @Test
    void hasTheFormOfAsyncApi3() {
        assertThat(document.path("asyncapi").asString()).isEqualTo("3.0.0");
        assertThat(document.at("/info/title").asString()).isNotBlank();
        assertThat(document.at("/info/version").asString()).isNotBlank();
        assertThat(document.propertyNames())
                .isSubsetOf(
                        "asyncapi",
                        "id",
                        "info",
                        "servers",
                        "defaultContentType",
                        "channels",
                        "operations",
                        "components");
        document.path("servers")
                .forEach(server -> assertThat(server.propertyNames()).contains("host", "protocol"));
        document.path("operations").forEach(operation -> {
            assertThat(operation.path("action").asString()).isIn("send", "receive");
            String channel = operation.at("/channel/$ref").asString();
            assertThat(channel).startsWith("#/channels/");
            assertThat(operation.path("messages"))
                    .isNotEmpty()
                    .allSatisfy(message -> assertThat(message.path("$ref").asString())
                            .as("a message of an operation is one of its channel")
                            .startsWith(channel + "/messages/"));
        });
        document.at("/components")
                .forEach(kind -> assertThat(kind.propertyNames()).allMatch(name -> name.matches("[\\w.-]+")));
    }

    @Test
    void leadsEveryReferenceSomewhere() {
        List<String> references = document.findValuesAsString("$ref");
        assertThat(references)
                .hasSizeGreaterThan(100)
                .allSatisfy(reference -> assertThat(
                                document.at(reference.substring(1)).isMissingNode())
                        .as(reference)
                        .isFalse());
    }

    @Test
    void hasSchemasThatAreSchemas() {
        var draft7 = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                .getSchema(SchemaLocation.of(SpecificationVersion.DRAFT_7.getDialectId()));
        List<JsonNode> schemas = new ArrayList<>();
        document.at("/components/schemas").forEach(schemas::add);
        document.at("/components/messages").forEach(message -> schemas.add(message.path("payload")));
        assertThat(schemas)
                .hasSizeGreaterThan(80)
                .allSatisfy(schema -> assertThat(draft7.validate(schema)).isEmpty());
    }

    @Test
    void namesEveryTopicWithItsKeyAndEveryEvent() {
        for (Topic topic : Topic.values()) {
            JsonNode channel = document.path("channels").path(topic.topicName());
            assertThat(channel.path("address").asString()).isEqualTo(topic.topicName());
            assertThat(channel.at("/bindings/kafka/partitions").asInt()).isEqualTo(topic.partitions());
        }
        assertThat(Catalogue.events()).allSatisfy(event -> {
            var description = Catalogue.describe(event);
            JsonNode message = document.at("/components/messages").path(description.type());
            assertThat(message.path("x-key").asString()).isEqualTo(description.key());
            assertThat(message.path("summary").asString())
                    .as("the comment of " + event.getSimpleName())
                    .endsWith(".")
                    .doesNotContain("@param")
                    .doesNotContain("[");
            assertThat(document.path("channels")
                            .path(description.topic().topicName())
                            .path("messages")
                            .has(description.type()))
                    .isTrue();
        });
    }

    @Test
    void saysOfAnEventWhatItsCommentSays() {
        JsonNode sent = document.at("/components/messages").path("message.sent.v1");
        assertThat(sent.path("summary").asString())
                .isEqualTo("A message was stored. It became true with the commit that also wrote this fact.");
        JsonNode properties = sent.at("/payload/properties");
        assertThat(properties.at("/overrodeSeq/description").asString())
                .startsWith("the sender had seen the conversation only up to here")
                .endsWith("did not say what they had seen");
        assertThat(properties.at("/claimId/type").toString()).isEqualTo("[\"string\",\"null\"]");
        assertThat(sent.at("/payload/required").toString()).contains("\"body\"").doesNotContain("\"claimId\"");
        assertThat(RecordComment.of(MessageSent.class).fields()).containsKeys("seq", "kind", "participantIds");
    }

    @Test
    void namesEveryCloseCode() {
        assertThat(document.at("/channels/socket/x-close-codes").findValues("code").stream()
                        .map(JsonNode::asInt))
                .containsExactlyElementsOf(
                        Arrays.stream(CloseCode.values()).map(CloseCode::number).toList());
    }

    static List<Class<? extends DomainEvent>> events() {
        return Catalogue.events();
    }

    @ParameterizedTest
    @MethodSource("events")
    void describesWhatIsPublished(Class<? extends DomainEvent> event) throws IOException {
        String type = Catalogue.describe(event).type();
        assertThat(DocumentedMessages.breaches(type, JSON.readTree(Files.readString(GOLDEN.resolve(type + ".json")))))
                .isEmpty();
    }

    @Test
    void describesWhatEarlierVersionsPublished() throws IOException {
        try (Stream<Path> earlier = Files.list(GOLDEN.resolve("earlier"))) {
            assertThat(earlier).isNotEmpty().allSatisfy(file -> {
                String type = file.getFileName().toString().replaceFirst("-\\d+\\.json$", "");
                assertThat(DocumentedMessages.breaches(type, JSON.readTree(Files.readString(file))))
                        .isEmpty();
            });
        }
    }

    @Test
    void isTheSameForTheSameCode() {
        assertThat(AsyncApi.document()).isEqualTo(AsyncApi.document());
    }
}
