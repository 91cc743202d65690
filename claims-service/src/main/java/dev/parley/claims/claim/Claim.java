package dev.parley.claims.claim;

import dev.parley.contracts.ConversationIds;
import dev.parley.contracts.claims.ClaimAssigned;
import dev.parley.contracts.claims.ClaimEdited;
import dev.parley.contracts.claims.ClaimOpened;
import dev.parley.contracts.claims.ClaimStatusChanged;
import dev.parley.contracts.claims.ClaimSubmitted;
import dev.parley.contracts.claims.ClaimWithdrawn;
import dev.parley.web.Caller;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.hibernate.annotations.ColumnTransformer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// The aggregate. Each behaviour checks its rule, changes the state and returns the fact that happened.
@Entity
@SuppressWarnings("NullAway.Init") // Hibernate fills the fields
class Claim {
    @Id
    private UUID id;

    private String tenant;
    private String reference;
    private UUID customerId;
    private String customerName;
    private String title;

    @Enumerated(EnumType.STRING)
    private Category category;

    private @Nullable String description;

    @Enumerated(EnumType.STRING)
    private ClaimStatus status;

    @Enumerated(EnumType.STRING)
    private Priority priority;

    @Column(columnDefinition = "text[]")
    private List<String> tags;

    private @Nullable UUID assigneeId;

    @Embedded
    private @Nullable Amount amount;

    @Column(columnDefinition = "jsonb")
    @ColumnTransformer(write = "?::jsonb")
    private String attributes;

    private @Nullable UUID conversationId;
    private Instant createdAt;
    private @Nullable Instant submittedAt;
    private Instant updatedAt;

    @Version
    private long version;

    protected Claim() {}

    /// A draft. There is no messaging about it yet.
    Claim(UUID id, String reference, Customer customer, ClaimContent content, Instant now) {
        this.id = id;
        this.tenant = customer.tenant();
        this.reference = reference;
        this.customerId = customer.id();
        this.customerName = customer.name();
        this.status = ClaimStatus.DRAFT;
        this.priority = Priority.NORMAL;
        this.tags = List.of();
        this.createdAt = now;
        this.updatedAt = now;
        take(content);
    }

    /// @param name empty when staff opened the claim; the customer's token fills it in at the submission
    record Customer(String tenant, UUID id, String name) {}

    ClaimOpened opened(Caller by) {
        return new ClaimOpened(
                tenant,
                id,
                reference,
                customerId,
                customerName,
                title,
                category.name(),
                createdAt,
                by.userId(),
                by.name(),
                by.role().name());
    }

    /// @return the names of the fields that are different now
    List<String> edit(ClaimContent content, JsonMapper json, Instant now) {
        if (status != ClaimStatus.DRAFT) {
            throw new ClaimNotEditable();
        }
        List<String> changed = content().differences(content, json);
        if (!changed.isEmpty()) {
            take(content);
            updatedAt = now;
        }
        return changed;
    }

    /// @return the names of the fields that are different now
    List<String> triage(Priority newPriority, List<String> newTags, Instant now) {
        List<String> changed = new ArrayList<>();
        if (priority != newPriority) {
            priority = newPriority;
            changed.add("priority");
        }
        if (!tags.equals(newTags)) {
            tags = List.copyOf(newTags);
            changed.add("tags");
        }
        if (!changed.isEmpty()) {
            updatedAt = now;
        }
        return changed;
    }

    ClaimEdited edited(List<String> changed, Caller by) {
        return new ClaimEdited(
                tenant,
                id,
                reference,
                customerId,
                changed,
                title,
                category.name(),
                priority.name(),
                tags,
                by.userId(),
                by.name(),
                by.role().name(),
                updatedAt);
    }

    ClaimStatusChanged moveTo(ClaimStatus wanted, String reason, Caller by, Instant now) {
        ClaimStatus from = status;
        from.mustAllow(wanted, by.role());
        status = wanted;
        updatedAt = now;
        return new ClaimStatusChanged(
                tenant,
                id,
                reference,
                customerId,
                Objects.requireNonNull(conversationId, "what staff may move was submitted"),
                assigneeId,
                from.name(),
                wanted.name(),
                reason,
                by.userId(),
                by.name(),
                by.role().name(),
                now);
    }

    ClaimWithdrawn withdraw(@Nullable String reason, Caller by, Instant now) {
        ClaimStatus from = status;
        from.mustAllow(ClaimStatus.WITHDRAWN, by.role());
        status = ClaimStatus.WITHDRAWN;
        updatedAt = now;
        return new ClaimWithdrawn(
                tenant,
                id,
                reference,
                customerId,
                conversationId,
                assigneeId,
                from.name(),
                reason,
                by.userId(),
                by.name(),
                by.role().name(),
                now);
    }

    /// @param assigneeName null when the person was not met yet, or nobody is responsible any more
    ClaimAssigned assign(@Nullable UUID assignee, @Nullable String assigneeName, Caller by, Instant now) {
        UUID previous = assigneeId;
        assigneeId = assignee;
        updatedAt = now;
        return new ClaimAssigned(
                tenant,
                id,
                reference,
                customerId,
                conversationId,
                assignee,
                assigneeName,
                previous,
                by.userId(),
                by.name(),
                by.role().name(),
                now);
    }

    ClaimSubmitted submit(Caller customer, Instant now) {
        status.mustAllow(ClaimStatus.SUBMITTED, customer.role());
        status = ClaimStatus.SUBMITTED;
        customerName = customer.name();
        UUID conversation = ConversationIds.ofClaim(id);
        conversationId = conversation;
        submittedAt = now;
        updatedAt = now;
        return new ClaimSubmitted(
                tenant,
                id,
                reference,
                conversation,
                customerId,
                customerName,
                customer.locale(),
                title,
                category.name(),
                now);
    }

    private void take(ClaimContent content) {
        title = content.title();
        category = content.category();
        description = content.description();
        amount = content.amount();
        attributes = content.attributes();
    }

    boolean isOf(Caller caller) {
        return customerId.equals(caller.userId());
    }

    UUID id() {
        return id;
    }

    long version() {
        return version;
    }

    ClaimContent content() {
        return new ClaimContent(title, category, description, amount, attributes);
    }

    @Nullable UUID assigneeId() {
        return assigneeId;
    }

    Priority priority() {
        return priority;
    }

    List<String> tags() {
        return tags;
    }

    ClaimView view(JsonMapper json) {
        return new ClaimView(
                id,
                reference,
                tenant,
                customerId,
                customerName,
                title,
                category,
                description,
                status,
                priority,
                tags,
                assigneeId,
                amount,
                json.readTree(attributes),
                conversationId,
                createdAt,
                submittedAt,
                updatedAt,
                version);
    }
}
