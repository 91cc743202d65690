package dev.parley.claims.claim;

import dev.parley.web.Caller;
import dev.parley.web.Forbidden;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/// The content of a draft is edited, priority and tags are set by staff. Where nothing is different afterwards, nothing
/// happened.
@Component
class EditClaim {
    private final ChangeClaim change;
    private final JsonMapper json;

    EditClaim(ChangeClaim change, JsonMapper json) {
        this.change = change;
        this.json = json;
    }

    @Transactional
    public Claim by(Caller caller, UUID id, IfMatch ifMatch, ClaimEdit edit) {
        return change.by(caller, id, ifMatch, (claim, now) -> {
            if (edit.changesTriage() && !caller.isStaff()) {
                throw new Forbidden("Priority and tags are set by staff.");
            }
            List<String> changed = new ArrayList<>();
            if (edit.changesContent()) {
                changed.addAll(claim.edit(edit.applyTo(claim.content()), json, now));
            }
            if (edit.changesTriage()) {
                changed.addAll(claim.triage(edit.priorityOr(claim.priority()), edit.tagsOr(claim.tags()), now));
            }
            return changed.isEmpty() ? null : claim.edited(changed, caller);
        });
    }
}
