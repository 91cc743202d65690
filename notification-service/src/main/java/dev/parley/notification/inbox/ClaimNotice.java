package dev.parley.notification.inbox;

import dev.parley.contracts.claims.ClaimAssigned;
import dev.parley.contracts.claims.ClaimStatusChanged;
import java.util.UUID;

/// What a fact of a claim means as a notification: for whom, and with which words in both languages.
record ClaimNotice(
        String tenant, UUID claimId, UUID recipientId, UUID actorId, String type, Words french, Words english) {
    static final String ASSIGNED = "CLAIM_ASSIGNED";
    static final String STATUS = "CLAIM_STATUS";

    record Words(String title, String body) {}

    static ClaimNotice of(ClaimAssigned event, UUID assignee) {
        return new ClaimNotice(
                event.tenant(),
                event.claimId(),
                assignee,
                event.actorId(),
                ASSIGNED,
                new Words(
                        "Le dossier " + event.reference() + " vous a été attribué",
                        "Attribué par " + event.actorName() + "."),
                new Words(
                        "Claim " + event.reference() + " was assigned to you",
                        "Assigned by " + event.actorName() + "."));
    }

    static ClaimNotice of(ClaimStatusChanged event) {
        return new ClaimNotice(
                event.tenant(),
                event.claimId(),
                event.customerId(),
                event.actorId(),
                STATUS,
                new Words("Dossier " + event.reference() + " : " + french(event.to()), event.reason()),
                new Words("Claim " + event.reference() + ": " + english(event.to()), event.reason()));
    }

    Words in(String locale) {
        return locale.equals("fr") ? french : english;
    }

    /// Path in the web client.
    String link() {
        return "/claims/" + claimId;
    }

    /// A state that this version does not know is shown as it is.
    private static String french(String status) {
        return switch (status) {
            case "SUBMITTED" -> "transmis";
            case "IN_REVIEW" -> "en cours d’étude";
            case "WAITING_CUSTOMER" -> "en attente de vous";
            case "APPROVED" -> "accepté";
            case "REJECTED" -> "refusé";
            case "CLOSED" -> "clos";
            case "WITHDRAWN" -> "retiré";
            default -> status;
        };
    }

    private static String english(String status) {
        return switch (status) {
            case "SUBMITTED" -> "submitted";
            case "IN_REVIEW" -> "in review";
            case "WAITING_CUSTOMER" -> "waiting for you";
            case "APPROVED" -> "approved";
            case "REJECTED" -> "rejected";
            case "CLOSED" -> "closed";
            case "WITHDRAWN" -> "withdrawn";
            default -> status;
        };
    }
}
