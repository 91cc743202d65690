package dev.parley.localstack.seed;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;

/// One claim and its conversation, made up from seed and number alone.
///
/// @param customer number of the customer: 0 and 1 are Alice and Bruno, the others generated people
/// @param lines what is said, in order
record DemoClaim(
        long seed,
        int number,
        int customer,
        String title,
        String category,
        String description,
        boolean submitted,
        List<Line> lines) {

    private record Topic(
            String category, String title, String description, List<String> asked, List<String> answered) {}

    /// @param agent null when the customer speaks, otherwise the agent's user name
    record Line(boolean byStaff, String agent, String text) {}

    private static final List<Topic> TOPICS = List.of(
            new Topic(
                    "DAMAGE",
                    "Parcel arrived damaged",
                    "The box was open and the lamp inside is broken.",
                    List.of(
                            "Hello, the parcel was already open when it was handed over.",
                            "I have photos of the box and of the lamp.",
                            "The courier saw it and wrote a note.",
                            "Thank you, that helps."),
                    List.of(
                            "Good morning, I am sorry to read that. Do you still have the box?",
                            "Please add the photos here, then I can pass the claim on.",
                            "I have asked the carrier for their report.",
                            "The carrier confirms the damage; we will refund the lamp.")),
            new Topic(
                    "COMPENSATION",
                    "Train three hours late",
                    "I missed my connection and had to take a taxi.",
                    List.of(
                            "The train from Lyon was three hours late.",
                            "I paid the taxi myself; the receipt says 48 euros.",
                            "When can I expect an answer?",
                            "Perfect, merci beaucoup."),
                    List.of(
                            "Thank you for writing. Which train was it?",
                            "I see it: 6614 on Friday. The delay is recorded.",
                            "You will hear from us within five days.",
                            "Your compensation has been approved.")),
            new Topic(
                    "INSURANCE",
                    "Water damage in the kitchen",
                    "The pipe under the sink burst during the night.",
                    List.of(
                            "The floor is still wet. Should I call a plumber?",
                            "He was here: the pipe is repaired, the floor is not.",
                            "I attach his invoice.",
                            "The expert may come on Tuesday."),
                    List.of(
                            "Yes, please stop the leak first; keep the invoice.",
                            "We would like an expert to look at the floor.",
                            "Would Tuesday at ten suit you?",
                            "Noted. He will ring you half an hour before.")),
            new Topic(
                    "GENERAL",
                    "Wrong amount on the invoice",
                    "The invoice of March shows two subscriptions, I have one.",
                    List.of(
                            "The second line of the invoice is not mine.",
                            "My contract number ends in 117.",
                            "Will I get a new invoice?",
                            "Received, thanks!"),
                    List.of(
                            "Let me look at the invoice. May I have your contract number?",
                            "You are right, that line belongs to another contract.",
                            "A corrected invoice is on its way.",
                            "You are welcome.")));

    private static final List<String> AGENTS = List.of("chloe", "karim");
    private static final int GENERATED_CUSTOMERS = 500;

    static DemoClaim of(long seed, int number) {
        var random = new SplittableRandom(seed * 1_000_003L + number);
        Topic topic = TOPICS.get(random.nextInt(TOPICS.size()));
        int kind = number % 6;
        int customer = kind < 2 ? kind : 2 + random.nextInt(GENERATED_CUSTOMERS);
        boolean submitted = random.nextInt(8) != 0;
        String agent = AGENTS.get(random.nextInt(AGENTS.size()));
        var lines = new ArrayList<Line>();
        int exchanges = submitted ? random.nextInt(topic.asked().size() + 1) : 0;
        for (int i = 0; i < exchanges; i++) {
            lines.add(new Line(false, agent, topic.asked().get(i)));
            if (i < exchanges - 1 || random.nextBoolean()) {
                lines.add(new Line(true, agent, topic.answered().get(i)));
            }
        }
        String title = topic.title() + " (" + (1 + random.nextInt(9_999)) + ")";
        return new DemoClaim(
                seed, number, customer, title, topic.category(), topic.description(), submitted, List.copyOf(lines));
    }

    /// The idempotency key of one step, the same in each run.
    UUID key(String step) {
        String name = "parley-seed/" + seed + "/" + number + "/" + step;
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }
}
