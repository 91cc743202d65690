package dev.parley.localstack.seed;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/// What staff have among themselves: canned replies in both languages, a group, a conversation of two.
final class OfficeSteps {
    private record Reply(String locale, String shortcut, String title, String body) {}

    private record Line(String by, String text) {}

    private static final List<Reply> REPLIES = List.of(
            new Reply("fr", "bonjour", "Accueil", "Bonjour, merci pour votre message. Je regarde votre dossier."),
            new Reply("en", "hello", "Welcome", "Hello, thank you for your message. I am looking at your claim."),
            new Reply("fr", "photos", "Demander des photos", "Pourriez-vous ajouter ici des photos du dommage ?"),
            new Reply("en", "photos", "Ask for photos", "Could you add photos of the damage here, please?"),
            new Reply("fr", "delai", "Délai", "Vous recevrez notre réponse sous cinq jours ouvrés."),
            new Reply("en", "deadline", "Deadline", "You will have our answer within five working days."));
    private static final List<Line> GROUP = List.of(
            new Line("diane", "Bonjour à tous, la grêle de dimanche nous amènera du monde cette semaine."),
            new Line("karim", "I take the claims in English and German."),
            new Line("chloe", "Je m'occupe des dégâts des eaux, comme d'habitude."));
    private static final List<Line> DIRECT = List.of(
            new Line("chloe", "Tu peux jeter un œil au dossier du tuyau ?"), new Line("karim", "Sure, after lunch."));

    private final ParleyClient client;
    private final SeedPeople people;
    private final long seed;

    OfficeSteps(ParleyClient client, SeedPeople people, long seed) {
        this.client = client;
        this.people = people;
        this.seed = seed;
    }

    /// @return how many messages there are
    int run() throws InterruptedException {
        for (Reply reply : REPLIES) {
            client.send(
                            "POST",
                            "/api/v1/canned-replies",
                            people.token("chloe"),
                            key("reply-" + reply.locale() + "-" + reply.shortcut()),
                            Map.of(
                                    "locale",
                                    reply.locale(),
                                    "shortcut",
                                    reply.shortcut(),
                                    "title",
                                    reply.title(),
                                    "body",
                                    reply.body()))
                    .mustOrConflict();
        }
        talk(
                "diane",
                Map.of(
                        "kind",
                        "GROUP",
                        "title",
                        "Équipe sinistres",
                        "participantIds",
                        List.of(people.id("chloe"), people.id("karim"))),
                GROUP);
        talk("chloe", Map.of("kind", "DIRECT", "participantIds", List.of(people.id("karim"))), DIRECT);
        return GROUP.size() + DIRECT.size();
    }

    private void talk(String by, Map<String, Object> conversation, List<Line> lines) throws InterruptedException {
        String kind = conversation.get("kind") + "-";
        JsonNode started = client.send(
                        "POST", "/api/v1/conversations", people.token(by), key(kind + "started"), conversation)
                .must();
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            var body = Map.of("conversationId", started.get("id").asString(), "body", line.text());
            client.send("POST", "/api/v1/messages", people.token(line.by()), key(kind + i), body)
                    .must();
        }
    }

    private UUID key(String step) {
        return UUID.nameUUIDFromBytes(("parley-seed/" + seed + "/office/" + step).getBytes(StandardCharsets.UTF_8));
    }
}
