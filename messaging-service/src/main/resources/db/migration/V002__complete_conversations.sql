-- Words without accents, stemmed in French and in English; `parley_plain` stems nothing, for names and titles.
create extension if not exists unaccent;
create text search configuration parley_fr (copy = french);
alter text search configuration parley_fr
    alter mapping for hword, hword_part, word with unaccent, french_stem;
alter text search configuration parley_fr
    alter mapping for numhword, hword_numpart, numword with unaccent, simple;
create text search configuration parley_en (copy = english);
alter text search configuration parley_en
    alter mapping for hword, hword_part, word with unaccent, english_stem;
alter text search configuration parley_en
    alter mapping for numhword, hword_numpart, numword with unaccent, simple;
create text search configuration parley_plain (copy = simple);
alter text search configuration parley_plain
    alter mapping for hword, hword_part, word, numhword, hword_numpart, numword with unaccent, simple;

-- The owner sees the rows of every tenant while this script runs.
alter table claim no force row level security;
alter table conversation no force row level security;
alter table message no force row level security;

-- Which tenants there are, for what must be done from time to time for each. No content, so no row-level security:
-- whoever begins such work does not have a tenant yet.
create table tenant (
    tenant text primary key
);

-- What messaging knows of people, from people.profile-events.
create table person (
    user_id uuid        not null,
    tenant  text        not null,
    role    text        not null check (role in ('CUSTOMER', 'AGENT', 'ADMIN')),
    name    text        not null,
    locale  text        not null,
    seen_at timestamptz not null,
    primary key (tenant, user_id)
);

alter table claim drop constraint claim_status_check;
alter table claim add constraint claim_status_check check
    (status in ('DRAFT', 'SUBMITTED', 'IN_REVIEW', 'WAITING_CUSTOMER', 'APPROVED', 'REJECTED', 'CLOSED', 'WITHDRAWN'));
alter table claim add column status_at timestamptz not null default '-infinity'; -- of the event: a late one changes nothing
alter table claim add column assignee_id uuid;
alter table claim add column assignee_name text;
alter table claim add column assigned_at timestamptz not null default '-infinity';

alter table conversation add column appointment_id uuid;
alter table conversation add column created_by uuid;          -- null when Parley opened it
alter table conversation add column direct_key text;          -- both user ids of a DIRECT, in order
alter table conversation add column active_at timestamptz;    -- last message or opening: the order of the inbox
alter table conversation add column deleted_at timestamptz;   -- from then on nobody sees it
alter table conversation add column words tsvector not null default '';
update conversation set active_at = last_at;
alter table conversation alter column active_at set not null;
create unique index conversation_notes_of_claim on conversation (claim_id) where kind = 'INTERNAL';
create unique index conversation_of_appointment on conversation (appointment_id) where kind = 'APPOINTMENT';
create unique index conversation_of_two on conversation (tenant, direct_key) where kind = 'DIRECT';
create index conversation_by_claim on conversation (claim_id);
create index conversation_by_words on conversation using gin (words);
drop index conversation_of_tenant;
create index conversation_of_tenant on conversation (tenant, active_at desc, id desc) where deleted_at is null;
create index conversation_idle on conversation (tenant, active_at) where status = 'OPEN' and deleted_at is null;

-- A person whom nobody has met yet has no role and an empty name until their first token.
alter table participant alter column role drop not null;

-- Who does not want to be told about a conversation.
create table mute (
    conversation_id uuid not null references conversation,
    user_id         uuid not null,
    tenant          text not null,
    primary key (conversation_id, user_id)
);

alter table message add column edited_at timestamptz;
alter table message add column withdrawn_at timestamptz;
alter table message add column withdrawn_by uuid;
alter table message add column withdraw_reason text;
alter table message add column erased_at timestamptz;  -- content gone for good; implies withdrawn_at
alter table message add column overrode_seq bigint;    -- the sender had seen the log only up to here, and said so
alter table message add check (erased_at is null or (withdrawn_at is not null and body = ''));

-- What a message said before each edit.
create table message_edit (
    message_id  uuid        not null references message,
    tenant      text        not null,
    seq         bigint      not null, -- of the entry that put other words there
    edited_at   timestamptz not null,
    body_before text        not null,
    primary key (message_id, seq)
);

create table reaction (
    message_id      uuid        not null references message,
    user_id         uuid        not null,
    emoji           text        not null,
    tenant          text        not null,
    conversation_id uuid        not null,
    added_at        timestamptz not null,
    primary key (message_id, user_id, emoji)
);

-- The words of a message, beside it: reading a page does not carry them, and a withdrawn message has none.
create table message_words (
    message_id      uuid     primary key references message,
    tenant          text     not null,
    conversation_id uuid     not null,
    words           tsvector not null
);
create index message_words_of_conversation on message_words (conversation_id, message_id desc);
create index message_words_of_tenant on message_words (tenant, message_id desc);
create index message_words_found on message_words using gin (words);
insert into message_words (message_id, tenant, conversation_id, words)
select id, tenant, conversation_id, to_tsvector('parley_fr', body) || to_tsvector('parley_en', body) from message
where kind = 'TEXT';

-- Counting what is unread reads this index and no message.
create index message_unread on message (conversation_id, seq) include (sender_id)
    where kind = 'TEXT' and withdrawn_at is null;

-- A message to be sent later. Its id becomes the message's, its key the message's key: sent once, whatever happens.
create table scheduled_message (
    id                 uuid        primary key,
    tenant             text        not null,
    conversation_id    uuid        not null references conversation,
    sender_id          uuid        not null,
    sender_name        text        not null,
    sender_role        text        not null check (sender_role in ('CUSTOMER', 'AGENT', 'ADMIN')),
    body               text        not null,
    receiver_id        uuid,
    reply_to_id        uuid,
    client_key         uuid        not null,
    content_hash       bytea       not null,
    send_at            timestamptz not null,
    cancel_if_answered boolean     not null,
    seen_seq           bigint      not null, -- head of the conversation when it was scheduled
    status             text        not null check (status in ('WAITING', 'SENT', 'CANCELLED')),
    outcome            text,                 -- why it was cancelled
    created_at         timestamptz not null,
    unique (tenant, sender_id, client_key)
);
create index scheduled_message_of_sender on scheduled_message (tenant, sender_id, send_at) where status = 'WAITING';

create table canned_reply (
    id         uuid        primary key,
    tenant     text        not null,
    shortcut   text        not null,
    title      text        not null,
    body       text        not null,
    locale     text        not null check (locale in ('fr', 'en')),
    updated_at timestamptz not null,
    unique (tenant, shortcut, locale)
);

-- What a repeated POST answers, messages excepted: those are unique for ever by their own key.
create table idempotency_key (
    tenant       text        not null,
    user_id      uuid        not null,
    key          uuid        not null,
    content_hash text        not null,
    answer       text        not null,
    created_at   timestamptz not null,
    primary key (tenant, user_id, key)
);

insert into tenant (tenant) select distinct tenant from conversation;

do $$
declare
    name text;
begin
    foreach name in array array['claim', 'conversation', 'message'] loop
        execute format('alter table %I force row level security', name);
    end loop;
    foreach name in array array['person', 'mute', 'message_edit', 'reaction', 'message_words', 'scheduled_message',
                                'canned_reply', 'idempotency_key'] loop
        execute format('alter table %I enable row level security', name);
        execute format('alter table %I force row level security', name);
        execute format('create policy tenant_only on %I using (tenant = current_setting(''parley.tenant'', true))', name);
    end loop;
end
$$;

-- Erasure is the one change of the past: it takes texts out of payloads and leaves every fact at its place. The service
-- may do no other update; row-level security holds for it too.
create function redact_text(conversation uuid, message uuid) returns void
language sql security definer set search_path = public as $$
    update journal
    set payload = (payload::jsonb || '{"body": ""}'::jsonb)::json
    where key = conversation and type in ('message.sent.v1', 'message.edited.v1')
      and (message is null or payload ->> 'messageId' = message::text)
$$;
revoke all on function redact_text(uuid, uuid) from public;
do $$
begin
    execute format('grant execute on function redact_text(uuid, uuid) to %I', current_database() || '_app');
end
$$;

-- Work at a later time; the columns are those that db-scheduler asks for. A task names its tenant and the id of what it
-- is about, never content.
create table scheduled_tasks (
    task_name            text        not null,
    task_instance        text        not null,
    task_data            bytea,
    execution_time       timestamptz not null,
    picked               boolean     not null,
    picked_by            text,
    last_success         timestamptz,
    last_failure         timestamptz,
    consecutive_failures int,
    last_heartbeat       timestamptz,
    version              bigint      not null,
    priority             smallint,
    primary key (task_name, task_instance)
);
create index scheduled_tasks_due on scheduled_tasks (execution_time);
create index scheduled_tasks_heartbeat on scheduled_tasks (last_heartbeat);
