package dev.parley.localstack.seed;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One claim with everything that happens around it, made up from seed and number alone.
///
/// @param customer number of the customer: 0 and 1 are Alice and Bruno, the others generated people
/// @param status where it ends up
/// @param agent user name of the assignee; null while nobody has taken it
/// @param euros null when nothing is asked for
/// @param lines what is said, in order
/// @param notes what staff say about it among themselves
record DemoClaim(
        long seed,
        int number,
        int customer,
        DemoTopic topic,
        String title,
        String status,
        @Nullable String agent,
        String priority,
        List<String> tags,
        @Nullable Integer euros,
        List<Line> lines,
        List<String> notes,
        @Nullable Meeting meeting) {

    /// @param byStaff otherwise the customer speaks
    /// @param then what happens to the message afterwards
    record Line(boolean byStaff, String text, Then then) {}

    enum Then {
        NOTHING,
        LIKED,
        EDITED,
        WITHDRAWN
    }

    /// @param day counted from the first of the month after next
    record Meeting(Kind kind, int day, int hour, String timeZone, String place) {
        enum Kind {
            REQUESTED,
            SCHEDULED,
            ACCEPTED,
            DECLINED,
            CANCELLED
        }
    }

    static final List<String> STATUSES = List.of(
            "SUBMITTED",
            "IN_REVIEW",
            "WAITING_CUSTOMER",
            "APPROVED",
            "CLOSED",
            "REJECTED",
            "DRAFT",
            "WITHDRAWN",
            "IN_REVIEW");
    private static final List<String> AGENTS = List.of("chloe", "karim");
    private static final List<String> PRIORITIES =
            List.of("NORMAL", "NORMAL", "NORMAL", "LOW", "HIGH", "HIGH", "URGENT");
    private static final List<String> ZONES =
            List.of("Europe/Paris", "Europe/London", "Europe/Berlin", "Europe/Madrid");
    private static final int GENERATED_CUSTOMERS = 500;

    static DemoClaim of(long seed, int number) {
        var random = new SplittableRandom(seed * 1_000_003L + number);
        int kind = number % 6;
        int customer = kind < 2 ? kind : 2 + random.nextInt(GENERATED_CUSTOMERS);
        // With 6 and 9 alone Alice would only ever meet every third status.
        String status = STATUSES.get((number + number / 6) % STATUSES.size());
        DemoTopic topic = DemoTopic.ALL.get(random.nextInt(DemoTopic.ALL.size()));
        boolean taken = !status.equals("DRAFT") && (!status.equals("SUBMITTED") || random.nextInt(3) == 0);
        String agent = taken ? AGENTS.get(random.nextInt(AGENTS.size())) : null;
        List<String> tags = new ArrayList<>();
        if (random.nextInt(3) > 0) {
            tags.add(topic.tag());
        }
        if (random.nextInt(5) == 0) {
            tags.add("vip");
        }
        return new DemoClaim(
                seed,
                number,
                customer,
                topic,
                topic.title() + " (" + (1 + random.nextInt(9_999)) + ")",
                status,
                agent,
                PRIORITIES.get(random.nextInt(PRIORITIES.size())),
                List.copyOf(tags),
                random.nextBoolean() ? 20 + random.nextInt(2_000) : null,
                lines(topic, status, agent != null, random),
                agent != null && random.nextInt(3) > 0 ? List.of(topic.note()) : List.of(),
                meeting(status, number, random));
    }

    private static List<Line> lines(DemoTopic topic, String status, boolean taken, SplittableRandom random) {
        var lines = new ArrayList<Line>();
        int least = taken && !status.equals("SUBMITTED") ? 1 : 0;
        int most = topic.asked().size();
        int exchanges = status.equals("DRAFT") ? 0 : least + random.nextInt(most - least + 1);
        for (int i = 0; i < exchanges; i++) {
            lines.add(new Line(false, topic.asked().get(i), fate(random)));
            if (taken && (i < exchanges - 1 || random.nextInt(3) > 0)) {
                lines.add(new Line(true, topic.answered().get(i), fate(random)));
            }
        }
        return List.copyOf(lines);
    }

    private static Then fate(SplittableRandom random) {
        return switch (random.nextInt(16)) {
            case 0, 1 -> Then.LIKED;
            case 2 -> Then.EDITED;
            case 3 -> random.nextBoolean() ? Then.WITHDRAWN : Then.NOTHING;
            default -> Then.NOTHING;
        };
    }

    private static @Nullable Meeting meeting(String status, int number, SplittableRandom random) {
        if (status.equals("DRAFT") || status.equals("SUBMITTED") || number % 2 == 0) {
            return null;
        }
        Meeting.Kind[] kinds = Meeting.Kind.values();
        return new Meeting(
                kinds[number / 2 % kinds.length],
                random.nextInt(28),
                8 + random.nextInt(9),
                ZONES.get(random.nextInt(ZONES.size())),
                random.nextBoolean() ? "Video call" : "12 rue des Lilas, Lyon");
    }

    boolean isSubmitted() {
        return !status.equals("DRAFT");
    }

    /// The states that staff lead it through, in order.
    List<String> path() {
        return switch (status) {
            case "IN_REVIEW" -> List.of("IN_REVIEW");
            case "CLOSED" -> List.of("IN_REVIEW", number % 2 == 0 ? "APPROVED" : "REJECTED", "CLOSED");
            case "WAITING_CUSTOMER", "APPROVED", "REJECTED" -> List.of("IN_REVIEW", status);
            default -> List.of();
        };
    }

    /// How many of the messages each side has read: all of them, or some, or none.
    int readBy(boolean staff) {
        int unread = (number + (staff ? 1 : 0)) % 4;
        return Math.max(0, lines.size() - (unread == 3 ? 2 : 0));
    }

    /// The idempotency key of one step, the same in each run.
    UUID key(String step) {
        String name = "parley-seed/" + seed + "/" + number + "/" + step;
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }
}
