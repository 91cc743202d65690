-- What a person is told. One row per event and person, however often the event arrives.
create table notification (
    id              uuid        primary key,
    tenant          text        not null,
    user_id         uuid        not null,
    event_id        uuid        not null,
    type            text        not null check (type in ('NEW_MESSAGE')),
    title           text        not null,
    body            text        not null,
    link            text        not null,
    conversation_id uuid        not null,
    seq             bigint      not null, -- of the message, so that reading the conversation reads the notification
    created_at      timestamptz not null,
    read_at         timestamptz,
    unique (tenant, user_id, event_id)
);
create index notification_of_person on notification (tenant, user_id, created_at desc, id desc);
create index notification_unread on notification (tenant, user_id, conversation_id, seq) where read_at is null;

-- How far a person has read, from receipts. Messages and receipts travel on two topics, in no order between them: whoever
-- read a message before we heard of it is not told about it.
create table read_position (
    tenant          text   not null,
    conversation_id uuid   not null,
    user_id         uuid   not null,
    up_to_seq       bigint not null,
    primary key (tenant, conversation_id, user_id)
);

-- What is known of a person: presence and language. Somebody without a row is offline and reads English.
create table person (
    tenant  text    not null,
    user_id uuid    not null,
    online  boolean not null default false,
    locale  text    check (locale in ('fr', 'en')),
    primary key (tenant, user_id)
);

-- Isolation, the second time: PostgreSQL shows only the rows of the tenant that the transaction names, and none if it
-- names none. FORCE, so that even the owner is held.
alter table notification enable row level security;
alter table notification force row level security;
create policy tenant_only on notification
    using (tenant = current_setting('parley.tenant', true))
    with check (tenant = current_setting('parley.tenant', true));

alter table read_position enable row level security;
alter table read_position force row level security;
create policy tenant_only on read_position
    using (tenant = current_setting('parley.tenant', true))
    with check (tenant = current_setting('parley.tenant', true));

alter table person enable row level security;
alter table person force row level security;
create policy tenant_only on person
    using (tenant = current_setting('parley.tenant', true))
    with check (tenant = current_setting('parley.tenant', true));
