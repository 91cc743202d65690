package dev.parley.systemtest.history;

import dev.parley.systemtest.history.Evidence.Place;
import dev.parley.systemtest.history.History.Acknowledged;
import dev.parley.systemtest.history.History.Event;
import dev.parley.systemtest.history.History.Invoked;
import dev.parley.systemtest.history.History.Refused;
import dev.parley.systemtest.history.Violation.Kind;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Every answer to a send was true, and a send is there as often as it was made: once.
final class AnswerRules {

    private AnswerRules() {}

    static void whatIsAcknowledgedIsThere(Evidence evidence) {
        evidence.events(Acknowledged.class).forEach(ack -> {
            List<Place> places = evidence.places(ack.key());
            if (places.stream()
                    .noneMatch(place -> place.conversation().equals(ack.conversation())
                            && place.entry().seq() == ack.seq())) {
                evidence.report(Kind.LOST, ack.conversation(), ack + " but stored is " + places);
            }
        });
    }

    /// A refusal concerns the text that was sent with it: under its key another one may stand since
    /// before.
    static void whatIsRefusedIsNotThere(Evidence evidence) {
        var latest = new LatestTexts();
        for (Event event : evidence.events()) {
            if (event instanceof Invoked send) {
                latest.note(send);
            } else if (event instanceof Refused refusal
                    && evidence.places(refusal.key()).stream()
                            .anyMatch(place -> place.entry()
                                    .text()
                                    .equals(latest.of(
                                            refusal.process(),
                                            refusal.key(),
                                            place.entry().text())))) {
                evidence.report(Kind.REFUSED_YET_SEEN, refusal.conversation(), refusal.toString());
            }
        }
    }

    static void whatIsThereWasSent(Evidence evidence) {
        Map<String, Set<String>> sent = textsByKey(evidence);
        evidence.eachKey((key, places) -> {
            Set<String> texts = sent.getOrDefault(key, Set.of());
            if (places.stream().anyMatch(place -> !texts.contains(place.entry().text()))) {
                evidence.report(Kind.PHANTOM, places.getFirst().conversation(), places + " but sent was " + texts);
            }
        });
    }

    static void aSendIsThereOnce(Evidence evidence) {
        evidence.eachKey((_, places) -> {
            if (places.size() > 1) {
                evidence.report(Kind.DOUBLED, places.getFirst().conversation(), places.toString());
            }
        });
    }

    /// A key that was used for two texts: whoever sent the one that is not there must not be told
    /// that it is.
    static void aKeyStandsForOneContent(Evidence evidence) {
        Map<String, Set<String>> sent = textsByKey(evidence);
        var latest = new LatestTexts();
        for (Event event : evidence.events()) {
            if (event instanceof Invoked send) {
                latest.note(send);
            } else if (event instanceof Acknowledged ack) {
                evidence.at(ack.conversation(), ack.seq())
                        .filter(entry -> entry.key().equals(ack.key()))
                        .filter(entry -> sent.getOrDefault(ack.key(), Set.of()).contains(entry.text()))
                        .filter(entry -> !entry.text().equals(latest.of(ack.process(), ack.key(), entry.text())))
                        .ifPresent(entry -> evidence.report(
                                Kind.OTHER_CONTENT, ack.conversation(), ack + " but stored is " + entry));
            }
        }
    }

    static void everySendIsAnswered(Evidence evidence) {
        var open = new LinkedHashMap<String, Invoked>();
        var answered = new HashSet<String>();
        for (Event event : evidence.events()) {
            switch (event) {
                case Invoked send -> open.putIfAbsent(send.key(), send);
                case Acknowledged ack -> answered.add(ack.key());
                case Refused refusal -> answered.add(refusal.key());
                default -> {}
            }
        }
        open.keySet().removeAll(answered);
        open.values().forEach(send -> evidence.report(Kind.UNRESOLVED, send.conversation(), send.toString()));
    }

    private static Map<String, Set<String>> textsByKey(Evidence evidence) {
        Map<String, Set<String>> texts = new HashMap<>();
        evidence.events(Invoked.class)
                .forEach(send ->
                        texts.computeIfAbsent(send.key(), _ -> new HashSet<>(2)).add(send.text()));
        return texts;
    }

    /// What each client sent last under each key: that is what the next answer with the key is
    /// about.
    private static final class LatestTexts {

        private record Use(String process, String key) {}

        private final Map<Use, String> texts = new HashMap<>();

        void note(Invoked send) {
            texts.put(new Use(send.process(), send.key()), send.text());
        }

        String of(String process, String key, String otherwise) {
            return texts.getOrDefault(new Use(process, key), otherwise);
        }
    }
}
