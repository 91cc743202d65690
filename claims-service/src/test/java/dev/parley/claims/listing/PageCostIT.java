package dev.parley.claims.listing;

import static dev.parley.testkit.Cast.ALICE;
import static dev.parley.testkit.Cast.CHLOE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.claims.ClaimSteps;
import dev.parley.claims.CountedStatements;
import dev.parley.testkit.Cast;
import dev.parley.testkit.Http;
import dev.parley.testkit.Http.Answer;
import dev.parley.testkit.ServiceTest;
import dev.parley.testkit.TestDatabase;
import dev.parley.web.Caller;
import dev.parley.web.Role;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/// What a page costs: a number of statements that does not depend on its size, and blocks that do not
/// depend on how many claims the tenant has.
@ServiceTest(database = "claims")
class PageCostIT {
    private static final Logger log = LoggerFactory.getLogger(PageCostIT.class);
    private static final int MANY = 100_000;
    private static final int FEW_BLOCKS = 200;

    private static final Pattern BLOCKS = Pattern.compile("Buffers: shared ([^\\n]*)");
    private static final Pattern NUMBER = Pattern.compile("(?:hit|read)=(\\d+)");

    @TestConfiguration
    static class Counting {
        @Bean
        static CountedStatements countedStatements() {
            return new CountedStatements();
        }
    }

    @Autowired
    Http http;

    @Autowired
    TestDatabase database;

    @Autowired
    CountedStatements statements;

    @BeforeEach
    void manyClaims() {
        if (database.count("claim") >= MANY) {
            return;
        }
        database.execute("""
                insert into claim (id, tenant, reference, customer_id, customer_name, title, category, description, status,
                    priority, tags, assignee_id, attributes, conversation_id, created_at, submitted_at, updated_at, version)
                select gen_random_uuid(), 'acme', 'X-' || n,
                    case when n % 1000 = 0 then ?::uuid else md5('customer' || n % 20000)::uuid end,
                    'Customer ' || n % 20000, 'Water damage number ' || n,
                    'DAMAGE', 'The ceiling of room ' || n || case when n % 10000 = 7 then ' saw a zebra' else '' end,
                    case when n % 5000 = 3 then 'APPROVED' when n % 3 = 0 then 'SUBMITTED' else 'CLOSED' end,
                    case when n % 50 = 0 then 'URGENT' else 'NORMAL' end, '{}',
                    case when n % 100 = 0 then ?::uuid when n % 4000 = 9 then null else md5('agent' || n % 40)::uuid end,
                    '{}', gen_random_uuid(), timestamptz '2025-01-01' + n * interval '1 minute',
                    timestamptz '2025-01-01' + n * interval '1 minute',
                    timestamptz '2025-01-01' + (n * 7919 % 100000) * interval '1 minute', 0
                from generate_series(1, ?) n""", ALICE.userId(), CHLOE.userId(), MANY);
        database.execute("analyze claim");
    }

    @Test
    void asksTheDatabaseAFixedNumberOfTimes() {
        UUID claim = ClaimSteps.submitted(http, ALICE);
        UUID appointment = ClaimSteps.idOf(ClaimSteps.meet(http, CHLOE, claim));
        ClaimSteps.meet(http, CHLOE, claim);
        for (Cast person : List.of(ALICE, CHLOE)) {
            assertStatements(2, person, "/claims?limit=1");
            assertStatements(2, person, "/claims?limit=100");
            assertStatements(4, person, "/claims?limit=1&q=water");
            assertStatements(4, person, "/claims?limit=1&q=zebra");
            assertStatements(4, person, "/claims?limit=50&status=SUBMITTED,CLOSED&q=water%20room&sort=-priority");
            assertStatements(2, person, "/claims/" + claim);
            assertStatements(3, person, "/claims/" + claim + "/timeline?limit=1");
            assertStatements(3, person, "/claims/" + claim + "/timeline?limit=100");
            assertStatements(3, person, "/claims/" + claim + "/appointments?limit=1");
            assertStatements(3, person, "/claims/" + claim + "/appointments?limit=100");
            assertStatements(2, person, "/appointments/" + appointment);
            assertStatements(2, person, "/appointments/" + appointment + ".ics");
        }
    }

    /// One of them tells PostgreSQL the tenant.
    private void assertStatements(int expected, Cast person, String path) {
        statements.forget();
        Answer answer = http.as(person).get("/api/v1" + path);
        assertThat(answer.status()).as(path + answer).isEqualTo(200);
        assertThat(statements.ofRequests()).as(path).hasSize(expected);
    }

    @Test
    void readsFewBlocksHoweverManyClaimsThereAre() throws SQLException {
        Caller agent = caller(CHLOE);
        Caller customer = caller(ALICE);
        for (ClaimSort sort : ClaimSort.values()) {
            assertFewBlocks("staff " + sort, agent, filter(agent, null, null, null), sort);
            assertFewBlocks("rare status " + sort, agent, filter(agent, "APPROVED", null, null), sort);
            assertFewBlocks("statuses " + sort, agent, filter(agent, "APPROVED,SUBMITTED", null, null), sort);
            assertFewBlocks("customer " + sort, customer, filter(customer, null, null, null), sort);
        }
        ClaimSort newest = ClaimSort.NEWEST_FIRST;
        assertFewBlocks("unassigned", agent, filter(agent, null, "none", null), newest);
        assertFewBlocks("mine", agent, filter(agent, null, "me", null), newest);
        assertFewBlocks("mine by status", agent, filter(agent, "SUBMITTED", "me", null), newest);
        assertFewBlocks("rare word", agent, filter(agent, null, null, "zebr"), newest);
        assertFewBlocks("rare and common word", agent, filter(agent, "CLOSED", null, "water zebra"), newest);
        assertFewBlocks("reference", agent, filter(agent, null, null, "X-77777"), newest);
        assertFewBlocks("word of all", agent, filter(agent, null, null, "water"), newest);
        assertFewBlocks("word of all, rare status", agent, filter(agent, "APPROVED", null, "water"), newest);
        assertFewBlocks("word of all, customer", customer, filter(customer, null, null, "water"), newest);
    }

    @Test
    void answersASearchForAWordThatAllClaimsHave() {
        for (Cast person : List.of(ALICE, CHLOE)) {
            long start = System.nanoTime();
            Answer answer = http.as(person).get("/api/v1/claims?q=water");
            log.info("a word of all claims, {}: {} ms", person, (System.nanoTime() - start) / 1_000_000);
            assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
            assertThat(answer.json().path("items").size()).isEqualTo(20);
        }
    }

    private void assertFewBlocks(String what, Caller caller, ClaimFilter filter, ClaimSort sort) throws SQLException {
        ClaimSort.Position middle = sort.position(
                sort.column().equals("priority_rank")
                        ? "1|80000000-0000-0000-0000-000000000000"
                        : "2025-01-30T00:00Z|80000000-0000-0000-0000-000000000000");
        for (ClaimSort.Position after : new ClaimSort.Position[] {null, middle}) {
            Map<String, Object> parameters = new HashMap<>();
            String sql = ListClaims.sql("acme", filter, found(filter), sort, after, 21, parameters);
            String plan = explained(caller.tenant(), sql, parameters);
            long blocks = BLOCKS.matcher(plan.replaceFirst("(?s)\\nPlanning:.*", ""))
                    .results()
                    .mapToLong(PageCostIT::sum)
                    .max()
                    .orElseThrow();
            log.info("{}{}: {} blocks", what, after == null ? "" : " from the middle", blocks);
            assertThat(blocks).as(what + "\n" + plan).isLessThan(FEW_BLOCKS);
        }
    }

    private static long sum(MatchResult line) {
        return NUMBER.matcher(line.group(1))
                .results()
                .mapToLong(number -> Long.parseLong(number.group(1)))
                .sum();
    }

    /// What the index of words finds, and at what cost.
    private UUID[] found(ClaimFilter filter) throws SQLException {
        if (filter.words() == null) {
            return null;
        }
        String words = String.join(":* & ", filter.words()) + ":*";
        try (Connection service = database.connectAsApp()) {
            service.setAutoCommit(false);
            service.createStatement().execute("set local parley.tenant = 'acme'");
            var jdbc = new NamedParameterJdbcTemplate(new SingleConnectionDataSource(service, true));
            Map<String, Object> parameters = Map.of("words", words, "most", ListClaims.MANY_FOUND);
            String plan = String.join(
                    "\n",
                    jdbc.queryForList(
                            "explain (analyze, buffers) select claim_with_words(:words, :most)",
                            parameters,
                            String.class));
            log.info("index of words: {}", plan);
            List<UUID> found = jdbc.queryForList("select claim_with_words(:words, :most)", parameters, UUID.class);
            service.rollback();
            return found.toArray(UUID[]::new);
        }
    }

    /// As the service's role, under row-level security.
    private String explained(String tenant, String sql, Map<String, Object> parameters) throws SQLException {
        try (Connection service = database.connectAsApp()) {
            service.setAutoCommit(false);
            service.createStatement().execute("set local parley.tenant = '" + tenant + "'");
            var jdbc = new NamedParameterJdbcTemplate(new SingleConnectionDataSource(service, true));
            List<String> plan = jdbc.queryForList("explain (analyze, buffers) " + sql, parameters, String.class);
            service.rollback();
            return String.join("\n", plan);
        }
    }

    private static ClaimFilter filter(Caller caller, String status, String assignee, String q) {
        return ClaimFilter.of(
                caller,
                new ClaimFilter.Parameters(status == null ? null : List.of(status), assignee, null, q, null, null));
    }

    private static Caller caller(Cast person) {
        return new Caller(
                person.userId(),
                person.tenant(),
                Role.valueOf(person.role()),
                person.displayName(),
                person.email(),
                person.locale());
    }
}
