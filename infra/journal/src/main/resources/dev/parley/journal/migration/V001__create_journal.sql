-- The facts of this service: append-only, one row per fact, kept for ever (erasure redacts payloads in place).
--
-- payload is json, not jsonb: the bytes appended are the bytes published, and an insert only checks the syntax.
-- seq has no hole within its key; it is given by the aggregate, never by a database sequence, whose order is not the
-- order of commits. Facts that are not entries of a log have none.
create table journal (
    id          uuid        not null primary key,
    topic       text        not null,
    key         uuid        not null,
    seq         bigint      check (seq > 0),
    type        text        not null,
    tenant      text        not null,
    actor       uuid,
    occurred_at timestamptz not null,
    trace       text,
    payload     json        not null
);

-- Also the index for reading the log of one key, and one key's facts without seq.
create unique index journal_key_seq on journal (key, seq);

alter table journal enable row level security;
alter table journal force row level security;
create policy tenant_only on journal
    using (tenant = current_setting('parley.tenant', true))
    with check (tenant = current_setting('parley.tenant', true));

-- What this service has done about the events of others: first statement of the transaction of the effect.
create table consumed_event (
    consumer    text        not null,
    event_id    uuid        not null,
    consumed_at timestamptz not null default now(),
    primary key (consumer, event_id)
);
create index consumed_event_age on consumed_event using brin (consumed_at) with (pages_per_range = 16, autosummarize = on);

-- A key that waits because one of its records could not be processed. Whoever processes or replays records of the key
-- holds a lock on its row.
create table parked_key (
    consumer  text        not null,
    topic     text        not null,
    key       text        not null,
    parked_at timestamptz not null default now(),
    primary key (consumer, topic, key)
);

-- Records that could not be processed, and those of their keys that came after them, in the order of arrival (id).
create table dead_letter (
    id             bigint generated always as identity primary key,
    consumer       text        not null,
    topic          text        not null,
    partition      integer     not null,
    record_offset  bigint      not null,
    record_time    timestamptz not null,
    key            text        not null,
    -- The event id, or where the record lay when it has no readable one: a repeated record is one dead letter.
    record_id      text        not null,
    event_id       uuid,
    type           text,
    tenant         text,
    headers        json        not null, -- [[name, base64], …]
    value          bytea,
    failure        text        not null, -- class of the failure, never its text: that may quote the content
    state          text        not null default 'WAITING' check (state in ('WAITING', 'REPLAYED', 'DISCARDED')),
    failed_at      timestamptz not null default now(),
    settled_at     timestamptz,
    copied_at      timestamptz, -- when the copy on <topic>.<group>.dlt was acknowledged
    unique (consumer, topic, record_id)
);
create index dead_letter_waiting on dead_letter (consumer, topic, key, id) where state = 'WAITING';
create index dead_letter_uncopied on dead_letter (id) where copied_at is null;

-- How far the relay has come, one row per replication slot. A slot that stands behind it is the one we know; one that
-- stands ahead of it was lost and made anew.
create table relay_offset (
    slot_name  text        not null primary key,
    lsn        pg_lsn      not null,
    updated_at timestamptz not null default now()
);

create publication parley_journal for table journal with (publish = 'insert');

do $$
declare
    app   text := current_database() || '_app';
    relay text := current_database() || '_relay';
begin
    -- Nobody may append yet: a row that is older than the slot would never be published. See V003.
    execute format('revoke all on journal from %I, %I', app, relay);
    execute format('grant select on journal to %I, %I', app, relay);
    execute format('revoke all on consumed_event, parked_key, dead_letter from %I, %I', app, relay);
    execute format('grant select, insert, update, delete on consumed_event, parked_key, dead_letter to %I', app);
    execute format('revoke all on relay_offset from %I, %I', app, relay);
    execute format('grant select on relay_offset to %I', app);
    execute format('grant select, insert, update on relay_offset to %I', relay);
end
$$;
