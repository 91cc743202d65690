package dev.parley.messaging.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.UUID;

/// A piece of a conversation in which the messages asked for lie close together. What a search finds in one
/// conversation may lie ten thousand entries apart; what happened between two stretches is not looked at.
public record Stretch(UUID conversationId, long firstSeq, long lastSeq) {
    /// To begin a stretch costs as much as to read over about that many entries.
    private static final long NEAR = 50;

    /// @param seqs of the messages, by conversation
    static List<Stretch> of(Map<UUID, ? extends NavigableSet<Long>> seqs) {
        List<Stretch> stretches = new ArrayList<>();
        seqs.forEach((conversation, places) -> {
            long first = places.getFirst();
            long last = first;
            for (long seq : places) {
                if (seq - last > NEAR) {
                    stretches.add(new Stretch(conversation, first, last));
                    first = seq;
                }
                last = seq;
            }
            stretches.add(new Stretch(conversation, first, last));
        });
        return stretches;
    }

    // ---- as parameters of a statement ----

    static UUID[] conversationIds(List<Stretch> stretches) {
        return stretches.stream().map(Stretch::conversationId).toArray(UUID[]::new);
    }

    static Long[] firstSeqs(List<Stretch> stretches) {
        return stretches.stream().map(Stretch::firstSeq).toArray(Long[]::new);
    }

    static Long[] lastSeqs(List<Stretch> stretches) {
        return stretches.stream().map(Stretch::lastSeq).toArray(Long[]::new);
    }
}
