package dev.parley.claims.claim;

import dev.parley.claims.person.People;
import dev.parley.claims.person.Person;
import dev.parley.web.Caller;
import dev.parley.web.Forbidden;
import dev.parley.web.InvalidInput;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Staff make somebody of the staff responsible, or nobody. Whom this service has not met is believed to be staff:
/// the first sign-in of a new agent must not be waited for. Somebody of another tenant is such a one, too, and will
/// never see the claim; a different answer would tell who is with another tenant.
@Component
class AssignClaim {
    private final ChangeClaim change;
    private final People people;

    AssignClaim(ChangeClaim change, People people) {
        this.change = change;
        this.people = people;
    }

    /// @throws InvalidInput when the assignee is known to be a customer of the tenant
    @Transactional
    public Claim to(@Nullable UUID assignee, Caller caller, UUID id, IfMatch ifMatch) {
        return change.by(caller, id, ifMatch, (claim, now) -> {
            if (!caller.isStaff()) {
                throw new Forbidden("Claims are assigned by staff.");
            }
            if (Objects.equals(assignee, claim.assigneeId())) {
                return null;
            }
            String name = assignee == null ? null : nameOf(assignee, caller);
            return claim.assign(assignee, name, caller, now);
        });
    }

    private @Nullable String nameOf(UUID assignee, Caller caller) {
        if (assignee.equals(caller.userId())) {
            return caller.name();
        }
        Optional<Person> met = people.find(caller.tenant(), assignee);
        if (met.isPresent() && !met.get().role().isStaff()) {
            throw InvalidInput.of("userId", "is nobody of the staff");
        }
        return met.map(Person::name).orElse(null);
    }
}
