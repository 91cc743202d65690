package dev.parley.messaging.claim;

/// The first message of a claim's conversation, in the customer's language.
final class Welcome {
    private Welcome() {}

    /// @param locale `fr`, or English for any other
    static String in(String locale, String reference) {
        return locale.equals("fr")
                ? "Votre dossier " + reference + " nous est bien parvenu. Notre équipe vous répondra ici."
                : "We have received your claim " + reference + ". Our team will answer you here.";
    }
}
