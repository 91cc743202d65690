package dev.parley.gateway.backend;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/// The addresses at which one service answers, asked in turn.
///
/// An address that cannot be reached rests, the longer the more often it was tried in vain; after each rest one request
/// finds out whether it is back. When all rest, all are tried: a rest saves time, it refuses nothing.
///
/// A request goes to the next address only when it surely did nothing at the one before: no connection came about, or
/// the replica said that it takes no more and the request may be repeated anyway. After an address has taken it, what
/// became of it is for the caller to find out.
public final class Replicas {
    private static final Logger LOG = LoggerFactory.getLogger(Replicas.class);
    private static final Duration FIRST_REST = Duration.ofMillis(500);
    private static final Duration LONGEST_REST = Duration.ofSeconds(4);

    private final String service;
    private final List<Replica> all;
    private final LongSupplier nanoTime;
    private final AtomicInteger turn = new AtomicInteger();

    Replicas(String service, List<URI> addresses) {
        this(service, addresses, System::nanoTime);
    }

    Replicas(String service, List<URI> addresses, LongSupplier nanoTime) {
        this.service = service;
        this.nanoTime = nanoTime;
        this.all =
                addresses.stream().map(address -> new Replica(checked(address))).toList();
    }

    private URI checked(URI address) {
        String scheme = address.getScheme() == null ? "" : address.getScheme().toLowerCase(Locale.ROOT);
        String path = address.getRawPath() == null ? "" : address.getRawPath();
        boolean plain = path.isEmpty() || path.equals("/");
        if (!(scheme.equals("http") || scheme.equals("https")) || address.getHost() == null || !plain) {
            throw new IllegalArgumentException("gateway.services." + service
                    + " must be one address or several with commas between them, such as http://10.0.0.1:8080, but is \""
                    + address + "\"");
        }
        return URI.create(scheme + "://" + address.getRawAuthority());
    }

    /// Any of the addresses, for what wants to know one.
    public URI first() {
        return all.getFirst().address;
    }

    /// @param repeatable whether it does no harm when the request reaches the service twice
    /// @param request sends the request to the address it is given, each time anew
    public <T> Mono<T> ask(boolean repeatable, Function<URI, Mono<T>> request) {
        return all.size() == 1 ? request.apply(first()) : ask(inTurn().iterator(), repeatable, request);
    }

    private <T> Mono<T> ask(Iterator<Replica> candidates, boolean repeatable, Function<URI, Mono<T>> request) {
        Replica replica = candidates.next();
        return Mono.defer(() -> request.apply(replica.address))
                .doOnSuccess(_ -> replica.answered())
                .onErrorResume(failure -> {
                    boolean untouched = isNeverReached(failure);
                    boolean closing = failure instanceof ReplicaClosing;
                    if (untouched || closing) {
                        replica.refused();
                    }
                    boolean again = candidates.hasNext() && (untouched || closing && repeatable);
                    return again ? ask(candidates, repeatable, request) : Mono.error(failure);
                });
    }

    /// No connection came about, so the service knows nothing of the request.
    public static boolean isNeverReached(Throwable failure) {
        return failure instanceof ConnectException
                || failure instanceof UnknownHostException
                || failure instanceof NoRouteToHostException;
    }

    /// The next one that does not rest first, those that rest last.
    private List<Replica> inTurn() {
        long now = nanoTime.getAsLong();
        int start = turn.getAndIncrement();
        List<Replica> order = new ArrayList<>(all.size());
        List<Replica> resting = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            Replica replica = all.get(Math.floorMod(start + i, all.size()));
            if (order.isEmpty() ? replica.isToBeAsked(now) : replica.isAwake()) {
                order.add(replica);
            } else {
                resting.add(replica);
            }
        }
        order.addAll(resting);
        return order;
    }

    private final class Replica {
        private final URI address;
        private volatile int failures;
        private boolean onTrial;
        private long restsUntil;

        Replica(URI address) {
            this.address = address;
        }

        boolean isAwake() {
            return failures == 0;
        }

        /// True for whoever finds out whether it is back; the next such trial is a rest away.
        boolean isToBeAsked(long now) {
            if (isAwake()) {
                return true;
            }
            synchronized (this) {
                if (failures > 0 && now - restsUntil < 0) {
                    return false;
                }
                onTrial = true;
                failures = Math.min(failures + 1, 10);
                restsUntil = now + rest();
                return true;
            }
        }

        /// Many requests are refused at the same moment: only the first of them counts.
        synchronized void refused() {
            onTrial = false;
            if (failures == 0) {
                failures = 1;
                restsUntil = nanoTime.getAsLong() + rest();
                LOG.warn("event=replica.rests service={} address={}", service, address);
            }
        }

        /// Answers to requests from before it was refused say nothing: only a trial brings it back.
        void answered() {
            if (isAwake()) {
                return;
            }
            synchronized (this) {
                if (onTrial) {
                    onTrial = false;
                    failures = 0;
                    LOG.info("event=replica.back service={} address={}", service, address);
                }
            }
        }

        private long rest() {
            return Math.min(FIRST_REST.toNanos() << (failures - 1), LONGEST_REST.toNanos());
        }
    }
}
