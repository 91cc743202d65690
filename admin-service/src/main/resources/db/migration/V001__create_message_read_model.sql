-- Every message of every claim, as the events of messaging told us. Conversations between people (DIRECT, GROUP) are not
-- kept: their content is for an audited search only.
create table message (
    id              uuid        primary key,
    tenant          text        not null,
    conversation_id uuid        not null,
    claim_id        uuid        not null,
    internal        boolean     not null, -- a note among staff
    seq             bigint      not null,
    kind            text        not null check (kind in ('TEXT', 'SYSTEM')),
    sender_id       uuid,
    sender_name     text,
    sender_role     text        check (sender_role in ('CUSTOMER', 'AGENT', 'ADMIN')),
    receiver_id     uuid,
    body            text        not null,
    reply_to_id     uuid,
    client_key      uuid,
    created_at      timestamptz not null,
    words           tsvector    not null -- of body and sender, folded by SearchWords on both sides
);
create index message_newest on message (tenant, created_at desc, id desc);
create index message_of_claim on message (tenant, claim_id, created_at desc, id desc);
create unique index message_in_order on message (tenant, conversation_id, seq);
create index message_words on message using gin (words);

-- What a message's claim is about. Comes on another topic: a message may be here first.
create table claim (
    id            uuid primary key,
    tenant        text not null,
    reference     text not null,
    customer_id   uuid not null,
    customer_name text not null,
    title         text not null
);
create index claim_of_customer on claim (tenant, customer_id);

-- Notes among staff are told from talk with the customer by the kind of their conversation.
create table conversation (
    id     uuid primary key,
    tenant text not null,
    kind   text not null
);

-- How far each person has read, and when they came how far: the time at which a message was read is that of the first
-- receipt at or after its seq.
create table read_position (
    tenant          text   not null,
    conversation_id uuid   not null,
    user_id         uuid   not null,
    role            text   not null check (role in ('CUSTOMER', 'AGENT', 'ADMIN')),
    up_to_seq       bigint not null,
    primary key (tenant, conversation_id, user_id)
);
create table receipt (
    tenant          text        not null,
    conversation_id uuid        not null,
    user_id         uuid        not null,
    up_to_seq       bigint      not null,
    read_at         timestamptz not null,
    primary key (tenant, conversation_id, user_id, up_to_seq)
);

-- Isolation, the second time: PostgreSQL shows only the rows of the tenant that the transaction names, and none if it
-- names none. FORCE, so that even the owner is held.
alter table message enable row level security;
alter table message force row level security;
create policy tenant_only on message
    using (tenant = current_setting('parley.tenant', true))
    with check (tenant = current_setting('parley.tenant', true));

alter table claim enable row level security;
alter table claim force row level security;
create policy tenant_only on claim
    using (tenant = current_setting('parley.tenant', true))
    with check (tenant = current_setting('parley.tenant', true));

alter table conversation enable row level security;
alter table conversation force row level security;
create policy tenant_only on conversation
    using (tenant = current_setting('parley.tenant', true))
    with check (tenant = current_setting('parley.tenant', true));

alter table read_position enable row level security;
alter table read_position force row level security;
create policy tenant_only on read_position
    using (tenant = current_setting('parley.tenant', true))
    with check (tenant = current_setting('parley.tenant', true));

alter table receipt enable row level security;
alter table receipt force row level security;
create policy tenant_only on receipt
    using (tenant = current_setting('parley.tenant', true))
    with check (tenant = current_setting('parley.tenant', true));
