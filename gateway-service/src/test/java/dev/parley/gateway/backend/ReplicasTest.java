package dev.parley.gateway.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class ReplicasTest {
    private static final URI A = URI.create("http://a:1");
    private static final URI B = URI.create("http://b:1");
    private static final URI C = URI.create("http://c:1");

    private final AtomicLong now = new AtomicLong();
    private final Replicas replicas = new Replicas("claims", List.of(A, B, C), now::get);
    private final Set<URI> away = new HashSet<>();
    private final List<URI> asked = new ArrayList<>();

    private Mono<URI> request(URI address) {
        asked.add(address);
        return away.contains(address) ? Mono.error(new ConnectException()) : Mono.just(address);
    }

    private URI ask() {
        return Objects.requireNonNull(replicas.ask(false, this::request).block());
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    @Test
    void asksInTurn() {
        assertThat(Stream.generate(this::ask).limit(6)).containsExactly(A, B, C, A, B, C);
    }

    @Test
    void goesOnToTheNextAndLetsWhoIsAwayRest() {
        away.add(B);
        assertThat(Stream.generate(this::ask).limit(30)).containsOnly(A, C);
        assertThat(asked).as("asked once in 30 requests").containsOnlyOnce(B);
    }

    @Test
    void findsOutWithOneRequestWhetherItIsBack() {
        away.add(B);
        Stream.generate(this::ask).limit(3).forEach(_ -> {});
        pass(Duration.ofMillis(600));
        asked.clear();
        Stream.generate(this::ask).limit(30).forEach(_ -> {});
        assertThat(asked).as("one trial").containsOnlyOnce(B);
        away.clear();
        pass(Duration.ofSeconds(5));
        assertThat(Stream.generate(this::ask).limit(9)).containsOnly(A, B, C);
        assertThat(asked.stream().filter(B::equals)).hasSizeGreaterThanOrEqualTo(3);
    }

    @Test
    void restsLongerEachTimeButNoLongerThanFourSeconds() {
        away.add(A);
        List<Long> trials = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            asked.clear();
            ask();
            if (asked.contains(A)) {
                trials.add(now.get() / 1_000_000);
            }
            pass(Duration.ofMillis(10));
        }
        List<Long> pauses = new ArrayList<>();
        for (int i = 1; i < trials.size(); i++) {
            pauses.add(trials.get(i) - trials.get(i - 1));
        }
        assertThat(pauses.getFirst()).isBetween(500L, 540L);
        assertThat(pauses.get(1)).isBetween(1_000L, 1_040L);
        assertThat(pauses.getLast()).isBetween(4_000L, 4_040L);
    }

    @Test
    void triesAllWhenAllRest() {
        away.addAll(List.of(A, B, C));
        assertThatThrownBy(this::ask).hasCauseInstanceOf(ConnectException.class);
        asked.clear();
        away.remove(C);
        assertThat(ask()).isEqualTo(C);
    }

    @Test
    void repeatsNothingThatMayHaveArrived() {
        assertThatThrownBy(() -> replicas.ask(true, address -> {
                            asked.add(address);
                            return Mono.<URI>error(new IOException("reset"));
                        })
                        .block())
                .hasRootCauseInstanceOf(IOException.class);
        assertThat(asked).hasSize(1);
    }

    @Test
    void takesWhatOnlyReadsToAnotherOneWhenAReplicaEnds() {
        Mono<URI> reading = replicas.ask(true, this::closing);
        assertThat(reading.block()).isNotEqualTo(A);
        asked.clear();
        pass(Duration.ofSeconds(1));
        assertThatThrownBy(() -> Stream.generate(
                                () -> replicas.ask(false, this::closing).block())
                        .limit(4)
                        .forEach(_ -> {}))
                .isInstanceOf(ReplicaClosing.class);
        assertThat(asked).last().isEqualTo(A);
    }

    private Mono<URI> closing(URI address) {
        asked.add(address);
        return address.equals(A) ? Mono.error(new ReplicaClosing()) : Mono.just(address);
    }

    @Test
    void namesTheKeyOfAnAddressThatIsNone() {
        for (String wrong : List.of("localhost:8082", "http:///x", "ftp://a:1", "http://a:1/path", "a")) {
            assertThatThrownBy(() -> new Replicas("claims", List.of(A, URI.create(wrong))))
                    .as(wrong)
                    .hasMessageContaining("gateway.services.claims")
                    .hasMessageContaining(wrong);
        }
        assertThat(new Replicas("claims", List.of(URI.create("http://a:1/"))).first())
                .isEqualTo(A);
    }
}
