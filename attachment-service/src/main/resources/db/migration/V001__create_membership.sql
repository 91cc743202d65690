-- Who may see what, as the events of messaging told us. One row per conversation.
create table conversation (
    id              uuid   primary key,
    tenant          text   not null,
    kind            text   not null check (kind in ('CLAIM', 'APPOINTMENT', 'INTERNAL', 'DIRECT', 'GROUP')),
    claim_id        uuid,
    members_as_of   bigint not null -- seq of the event that named the participants; an older one changes nothing
);

create table participant (
    tenant          text not null,
    conversation_id uuid not null,
    user_id         uuid not null,
    primary key (tenant, conversation_id, user_id)
);

-- Which conversation a message belongs to, and who wrote it.
create table message (
    id              uuid primary key,
    tenant          text not null,
    conversation_id uuid not null,
    sender_id       uuid
);

-- Isolation, the second time: PostgreSQL shows only the rows of the tenant that the transaction names, and none if it
-- names none. FORCE, so that even the owner is held.
alter table conversation enable row level security;
alter table conversation force row level security;
create policy tenant_only on conversation
    using (tenant = current_setting('parley.tenant', true))
    with check (tenant = current_setting('parley.tenant', true));

alter table participant enable row level security;
alter table participant force row level security;
create policy tenant_only on participant
    using (tenant = current_setting('parley.tenant', true))
    with check (tenant = current_setting('parley.tenant', true));

alter table message enable row level security;
alter table message force row level security;
create policy tenant_only on message
    using (tenant = current_setting('parley.tenant', true))
    with check (tenant = current_setting('parley.tenant', true));
