package dev.parley.messaging.search;

import static dev.parley.testkit.Cast.ALICE;
import static dev.parley.testkit.Cast.BRUNO;
import static dev.parley.testkit.Cast.CHLOE;
import static dev.parley.testkit.Cast.DIANE;
import static dev.parley.testkit.Cast.FELIX;
import static dev.parley.testkit.Cast.KARIM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.ConversationIds;
import dev.parley.messaging.Claims;
import dev.parley.messaging.reading.Unread;
import dev.parley.tenancy.TenantScope;
import dev.parley.testkit.Cast;
import dev.parley.testkit.Http;
import dev.parley.testkit.JournalProbe;
import dev.parley.testkit.ServiceTest;
import dev.parley.testkit.TestDatabase;
import dev.parley.testkit.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

@ServiceTest(database = "messaging")
class SearchByIndexIT {
    @Autowired
    Http http;

    @Autowired
    Topics topics;

    @Autowired
    JournalProbe journal;

    @Autowired
    TestDatabase database;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    private UUID claim;

    /// A word that no other test has written.
    private String word;

    @BeforeEach
    void submitAClaim() {
        claim = new Claims(topics, journal).submittedBy(ALICE);
        word = "zébrulon" + claim.toString().replaceAll("[^a-f]", "");
    }

    @Test
    void findsAWordForThoseWhoMaySeeIt() {
        Claims.say(http, ALICE, claim, "Le " + word + " est cassé.");
        Claims.say(http, CHLOE, claim, "C'est noté.");
        String plain = word.replace('é', 'e');
        for (Cast who : List.of(ALICE, CHLOE, KARIM, DIANE)) {
            JsonNode hits = search(who, plain, "");
            assertThat(hits.path("items").size()).as(who.displayName()).isEqualTo(1);
            assertThat(hits.path("items").get(0).toString()).contains("<mark>" + word + "</mark>");
        }
        for (Cast who : List.of(BRUNO, FELIX)) {
            assertThat(search(who, plain, "").path("items").size())
                    .as(who.displayName())
                    .isZero();
        }
    }

    @Test
    void pagesFromTheNewestWhetherTheWordIsFrequentOrRare() {
        List<String> said = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            JsonNode message = Claims.say(http, i % 2 == 0 ? ALICE : CHLOE, claim, word + " " + i)
                    .json();
            said.addFirst(message.path("id").asString());
        }
        for (Cast who : List.of(KARIM, ALICE)) {
            List<String> found = new ArrayList<>();
            String cursor = "";
            do {
                JsonNode page = search(who, word, "&limit=10" + cursor);
                page.path("items").forEach(hit -> found.add(hit.path("id").asString()));
                cursor = page.path("nextCursor").isNull()
                        ? null
                        : "&cursor=" + page.path("nextCursor").asString();
            } while (cursor != null);
            assertThat(found).as(who.displayName()).isEqualTo(said);
            assertThat(search(who, word, "&limit=100").path("items").size()).isEqualTo(25);
        }
    }

    @Test
    void hidesFromStaffWhatOthersSayAmongThemselves() {
        JsonNode two = http.as(CHLOE)
                .with("Idempotency-Key", UUID.randomUUID())
                .post("/api/v1/conversations", Map.of("kind", "DIRECT", "participantIds", List.of(KARIM.userId())))
                .json();
        for (int i = 0; i < 3; i++) {
            http.as(CHLOE)
                    .with("Idempotency-Key", UUID.randomUUID())
                    .post(
                            "/api/v1/messages",
                            Map.of("conversationId", two.path("id").asString(), "body", word + i));
        }
        Claims.say(http, CHLOE, claim, word + "0");
        for (String limit : List.of("&limit=1", "&limit=100")) {
            assertThat(search(DIANE, word + "0", limit).path("items").size()).isEqualTo(1);
            assertThat(search(DIANE, word + "1", limit).path("items").size()).isZero();
            assertThat(search(KARIM, word + "1", limit).path("items").size()).isEqualTo(1);
        }
    }

    @Test
    void looksWordsUpInTheirIndexUnderRowLevelSecurity() {
        Claims.say(http, ALICE, claim, "Le " + word + " est cassé.");
        storeManyOthers();
        String query = "select message_id from searched_words where words @@ to_tsquery('parley_fr', '" + word + "')";
        assertThat(plan(query)).contains("Bitmap Index Scan on message_words_found");
        assertThat(count("acme", query)).isEqualTo(1);
        assertThat(count("globex", query)).isZero();
    }

    /// Of the 5,000 others all have one word, every twentieth another.
    @Test
    void goesBackOnlyAsFarAsTheFrequencyOfTheWordsPromises() {
        storeManyOthers();
        assertThat(stretch("parol", 10_000)).isBetween(21, 1_000);
        assertThat(stretch("vingtiem", 10_000)).isBetween(1_000, 10_000);
        assertThat(stretch("vingtiem", 300)).as("less than it takes").isZero();
        assertThat(stretch("parol & " + word.replace('é', 'e'), 10_000)).isZero();
    }

    @Test
    void countsWhatIsUnreadFromAnIndexAlone() {
        String plan = plan("select " + Unread.COUNT.replace(":userId", "'" + ALICE.userId() + "'")
                + " from conversation c where c.claim_id = '" + claim + "'");
        assertThat(plan)
                .contains("Index Only Scan using message_unread")
                .contains("(conversation_id = c.id) AND (seq > \"position\".up_to_seq)")
                .doesNotContain("Seq Scan on message");
    }

    /// With a handful of messages no index is worth its while.
    private void storeManyOthers() {
        database.execute("""
                insert into message (id, tenant, conversation_id, seq, kind, body, content_hash, created_at)
                select uuidv7(), tenant, id, 1000 + n, 'SYSTEM', 'other', '', now()
                from conversation, generate_series(1, 5000) n where id = ?""", ConversationIds.ofClaim(claim));
        database.execute("""
                insert into message_words (message_id, tenant, conversation_id, words)
                select id, tenant, conversation_id,
                       to_tsvector('parley_fr', 'autre parole ' || case when seq % 20 = 0 then 'vingtième' else seq::text end)
                from message
                where conversation_id = ? and seq > 1000""", ConversationIds.ofClaim(claim));
        database.execute("analyze message_words");
    }

    private int stretch(String words, int most) {
        return jdbc.sql("select stretch_for_words(cast(? as tsquery), 21, ?)")
                .params(words, most)
                .query(Integer.class)
                .single();
    }

    private JsonNode search(Cast who, String words, String more) {
        return http.as(who).get("/api/v1/messages/search?q=" + words + more).json();
    }

    /// What PostgreSQL would do with much data: here a scan of everything is always the quickest.
    private String plan(String query) {
        List<String> lines = new ArrayList<>();
        TenantScope.run(
                "acme",
                () -> transaction.executeWithoutResult(_ -> {
                    jdbc.sql("set local enable_seqscan = off").update();
                    lines.addAll(
                            jdbc.sql("explain " + query).query(String.class).list());
                }));
        return String.join("\n", lines);
    }

    private long count(String tenant, String query) {
        List<UUID> found = new ArrayList<>();
        TenantScope.run(
                tenant,
                () -> transaction.executeWithoutResult(
                        _ -> found.addAll(jdbc.sql(query).query(UUID.class).list())));
        return found.size();
    }
}
