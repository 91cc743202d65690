-- What messaging keeps of claims, from claims.claim-events.
create table claim (
    id              uuid primary key,
    tenant          text not null,
    conversation_id uuid not null unique, -- derived from the id
    customer_id     uuid not null,
    status          text not null check (status in ('DRAFT', 'SUBMITTED'))
);

-- An ordered log of entries between participants. last_seq is the head: taking the next seq locks the row, so that the
-- order of seq is the order of commits.
create table conversation (
    id         uuid        primary key,
    tenant     text        not null,
    kind       text        not null check (kind in ('CLAIM', 'APPOINTMENT', 'INTERNAL', 'DIRECT', 'GROUP')),
    claim_id   uuid,
    title      text,
    status     text        not null check (status in ('OPEN', 'ARCHIVED')),
    epoch      uuid        not null,
    last_seq   bigint      not null,
    last_at    timestamptz not null, -- time of the last entry; never falls
    opened_at  timestamptz not null
);
create unique index conversation_of_claim on conversation (claim_id) where kind = 'CLAIM';
create index conversation_of_tenant on conversation (tenant, last_at desc, id desc);

create table participant (
    conversation_id uuid        not null references conversation,
    user_id         uuid        not null,
    tenant          text        not null,
    role            text        not null check (role in ('CUSTOMER', 'AGENT', 'ADMIN')),
    name            text        not null,
    joined_at       timestamptz not null,
    primary key (conversation_id, user_id)
);
create index participant_of_user on participant (tenant, user_id);

-- client_key with its sender is unique for ever: that is what makes a repeated send harmless.
create table message (
    id              uuid        primary key,
    tenant          text        not null,
    conversation_id uuid        not null references conversation,
    claim_id        uuid,
    seq             bigint      not null,
    kind            text        not null check (kind in ('TEXT', 'SYSTEM')),
    sender_id       uuid,
    sender_name     text,
    sender_role     text        check (sender_role in ('CUSTOMER', 'AGENT', 'ADMIN')),
    receiver_id     uuid,
    body            text        not null,
    reply_to_id     uuid,
    client_key      uuid,
    content_hash    bytea       not null,
    created_at      timestamptz not null,
    unique (conversation_id, seq),
    unique (tenant, sender_id, client_key),
    check ((kind = 'SYSTEM') = (sender_id is null))
);

-- How far a person has read; only rises. The row's lock orders receipts of one person in one conversation.
create table read_position (
    conversation_id uuid        not null references conversation,
    user_id         uuid        not null,
    tenant          text        not null,
    role            text        not null check (role in ('CUSTOMER', 'AGENT', 'ADMIN')),
    up_to_seq       bigint      not null,
    read_at         timestamptz not null,
    primary key (conversation_id, user_id)
);

-- Each rise of a read position: when a message was read is the first mark at or after its seq.
create table read_mark (
    conversation_id uuid        not null references conversation,
    user_id         uuid        not null,
    up_to_seq       bigint      not null,
    tenant          text        not null,
    role            text        not null,
    read_at         timestamptz not null,
    primary key (conversation_id, user_id, up_to_seq)
);

-- Isolation, the second time: PostgreSQL shows only the rows of the tenant that the transaction names, and none if it
-- names none. FORCE, so that even the owner is held.
do $$
declare
    name text;
begin
    foreach name in array array['claim', 'conversation', 'participant', 'message', 'read_position', 'read_mark'] loop
        execute format('alter table %I enable row level security', name);
        execute format('alter table %I force row level security', name);
        execute format('create policy tenant_only on %I using (tenant = current_setting(''parley.tenant'', true))', name);
    end loop;
end
$$;
