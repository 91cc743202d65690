package dev.parley.systemtest.history;

import dev.parley.systemtest.history.History.Stored;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Compares a history with what one surface shows at the end (REST, the log, a topic). Every key is
/// used by one send and its retries, and every text once, over all conversations.
public final class Checker {

    private static final List<Consumer<Evidence>> RULES = List.of(
            LogRules::seqsAreDense,
            LogRules::aSeqIsAcknowledgedToOneSend,
            AnswerRules::whatIsAcknowledgedIsThere,
            AnswerRules::whatIsRefusedIsNotThere,
            AnswerRules::whatIsThereWasSent,
            AnswerRules::aSendIsThereOnce,
            AnswerRules::aKeyStandsForOneContent,
            AnswerRules::everySendIsAnswered,
            OrderRules::realTimeIsKept,
            OrderRules::programOrderIsKept,
            DeliveryRules::nothingIsSkippedOrRepeated,
            DeliveryRules::whatIsDeliveredIsWhatIsThere,
            DeliveryRules::nothingIsDeliveredBeforeItIsSent,
            DeliveryRules::onlyTheAudienceIsGivenIt,
            ReadingRules::positionsOnlyRise,
            ReadingRules::positionsStayBelowTheHead,
            ReadingRules::unreadIsTheRecount);

    private Checker() {}

    /// @param stored per conversation everything that is there at the end, in the order of the
    ///     surface
    public static List<Violation> check(History history, Map<String, List<Stored>> stored) {
        var evidence = new Evidence(history.events(), stored);
        RULES.forEach(rule -> rule.accept(evidence));
        return evidence.violations();
    }
}
