package dev.parley.localstack.fill;

import java.util.random.RandomGenerator;

/// What people say about claims: one to four sentences in one language, most of them with a number that no other
/// message has.
final class Sentences {
    private static final String[] FRENCH = {
        "Bonjour, nous avons bien reçu votre %n et le %a %n.",
        "Le %n concernant la %n sera %v dans les meilleurs délais.",
        "Pourriez-vous nous envoyer le %n %a avant le %d ?",
        "J'ai %v la %n hier, mais le %n reste %a.",
        "Merci, le %n est maintenant %a.",
        "Votre %n porte le numéro %d, gardez-le pour la %n.",
        "L'expert a %v le %n ; la %n est %a.",
        "Est-ce que la %n de %d euros sera %v ?",
        "Nous %v le %n et la %n cette semaine.",
        "Je ne retrouve plus le %n %a, faut-il en %v un autre ?",
    };
    private static final String[] ENGLISH = {
        "Hello, we have received your %n and the %a %n.",
        "The %n about the %n will be %v as soon as possible.",
        "Could you send us the %a %n before the %d?",
        "I have %v the %n yesterday, but the %n is still %a.",
        "Thank you, the %n is %a now.",
        "Your %n has the number %d, please keep it for the %n.",
        "The expert has %v the %n; the %n is %a.",
        "Will the %n of %d pounds be %v?",
        "We are %v the %n and the %n this week.",
        "I cannot find the %a %n, should it be %v again?",
    };
    private static final int RARE_ONE_IN = 5_000;

    private Sentences() {}

    static String of(boolean french, RandomGenerator random) {
        var text = new StringBuilder(160);
        int sentences = 1 + random.nextInt(2) + random.nextInt(2) * random.nextInt(2);
        for (int i = 0; i < sentences; i++) {
            if (i > 0) {
                text.append(random.nextInt(6) == 0 ? '\n' : ' ');
            }
            fill(text, french, random);
        }
        int rare = random.nextInt(RARE_ONE_IN);
        if (rare < Vocabulary.RARE.size()) {
            text.append(' ').append(Vocabulary.RARE.get(rare)).append('.');
        }
        return text.toString();
    }

    static String title(boolean french, RandomGenerator random) {
        return french
                ? "Dossier " + Vocabulary.noun(true, random) + " " + Vocabulary.adjective(true, random)
                : "Claim about a " + Vocabulary.adjective(false, random) + " " + Vocabulary.noun(false, random);
    }

    private static void fill(StringBuilder text, boolean french, RandomGenerator random) {
        String[] patterns = french ? FRENCH : ENGLISH;
        String pattern = patterns[random.nextInt(patterns.length)];
        for (int i = 0; i < pattern.length(); i++) {
            char character = pattern.charAt(i);
            if (character != '%') {
                text.append(character);
                continue;
            }
            switch (pattern.charAt(++i)) {
                case 'n' -> text.append(Vocabulary.noun(french, random));
                case 'a' -> text.append(Vocabulary.adjective(french, random));
                case 'v' -> text.append(Vocabulary.verb(french, random));
                default -> text.append(1 + random.nextInt(99_999));
            }
        }
    }
}
