package dev.parley.claims.claim;

import com.fasterxml.jackson.annotation.JsonFormat;
import dev.parley.web.InputCheck;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Money claimed.
///
/// @param value not negative, at most 13 digits before and 4 after the point
/// @param currency ISO 4217
@Embeddable
public record Amount(
        @Column(name = "amount_value") @JsonFormat(shape = JsonFormat.Shape.NUMBER)
        BigDecimal value,

        @Column(name = "amount_currency") String currency) {
    private static final Set<String> CURRENCIES = Currency.getAvailableCurrencies().stream()
            .map(Currency::getCurrencyCode)
            .collect(Collectors.toUnmodifiableSet());
    private static final int MOST_WHOLE_DIGITS = 13;
    private static final int MOST_DECIMALS = 4;

    static boolean same(@Nullable Amount one, @Nullable Amount other) {
        return one == null || other == null
                ? one == other
                : one.value.compareTo(other.value) == 0 && one.currency.equals(other.currency);
    }

    static void check(@Nullable Amount amount, InputCheck input) {
        if (amount == null) {
            return;
        }
        BigDecimal value = amount.value();
        if (value == null
                || value.signum() < 0
                || value.scale() > MOST_DECIMALS
                || value.precision() - value.scale() > MOST_WHOLE_DIGITS) {
            input.refuse("amount.value", "must be a number from 0 with at most 13 digits and 4 decimals");
        }
        if (amount.currency() == null || !CURRENCIES.contains(amount.currency())) {
            input.refuse("amount.currency", "must be an ISO 4217 code");
        }
    }
}
