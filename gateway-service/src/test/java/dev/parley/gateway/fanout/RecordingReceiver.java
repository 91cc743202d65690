package dev.parley.gateway.fanout;

import dev.parley.testkit.Cast;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.UUID;

/// A session that writes down what it got; what it would fetch is answered by the test.
final class RecordingReceiver implements Receiver {
    record Fetch(Subscription subscription, long afterSeq) {}

    final List<String> got = new ArrayList<>();
    final Deque<Fetch> fetches = new ArrayDeque<>();
    final Deque<Subscription> later = new ArrayDeque<>();
    boolean fallenBehind;
    final List<UnreadNews> news = new ArrayList<>();
    final List<Subscription> revoked = new ArrayList<>();
    final List<Collection<UUID>> partedFrom = new ArrayList<>();
    private final Cast person;
    private long lastDelivery;

    RecordingReceiver(Cast person) {
        this.person = person;
    }

    @Override
    public String tenant() {
        return person.tenant();
    }

    @Override
    public UUID userId() {
        return person.userId();
    }

    @Override
    public boolean isStaff() {
        return !person.role().equals("CUSTOMER");
    }

    @Override
    public void revoked(Subscription subscription) {
        revoked.add(subscription);
    }

    @Override
    public void partedFrom(Collection<UUID> userIds) {
        partedFrom.add(userIds);
    }

    @Override
    public void write(ByteBuf frame) {
        got.add(frame.toString(StandardCharsets.UTF_8).substring(frame.getUnsignedByte(1) == 126 ? 4 : 2));
        frame.release();
    }

    @Override
    public boolean mark(long delivery) {
        boolean first = lastDelivery != delivery;
        lastDelivery = delivery;
        return first;
    }

    @Override
    public void heard(UnreadNews told) {
        news.add(told);
    }

    @Override
    public void fetch(Subscription subscription, long afterSeq) {
        fetches.add(new Fetch(subscription, afterSeq));
    }

    @Override
    public void fetchLater(Subscription subscription, int attempt) {
        later.add(subscription);
    }

    @Override
    public void fallenBehind() {
        fallenBehind = true;
    }

    /// The numbers in the frames, in the order in which they came.
    List<Long> seqs() {
        return got.stream()
                .filter(frame -> frame.contains("\"seq\":"))
                .map(frame -> Long.parseLong(frame.replaceAll(".*\"seq\":(\\d+).*", "$1")))
                .toList();
    }
}
