-- People are told of their claims, too. Such a notification belongs to no place in a conversation.
alter table notification drop constraint notification_type_check;
alter table notification add constraint notification_type_check
    check (type in ('NEW_MESSAGE', 'CLAIM_ASSIGNED', 'CLAIM_STATUS'));
alter table notification alter column conversation_id drop not null;
alter table notification alter column seq drop not null;
alter table notification add constraint notification_of_message_check
    check (type <> 'NEW_MESSAGE' or (conversation_id is not null and seq is not null));

-- To find what quotes a message.
create index notification_of_message on notification (tenant, conversation_id, seq);

-- Notes among staff. Only people known as staff are told of them.
create table internal_conversation (
    id     uuid primary key,
    tenant text not null
);
alter table internal_conversation enable row level security;
alter table internal_conversation force row level security;
create policy tenant_only on internal_conversation
    using (tenant = current_setting('parley.tenant', true))
    with check (tenant = current_setting('parley.tenant', true));

-- From their last valid token; null until one was seen.
alter table person add column staff boolean;

-- A text that is erased is erased from the facts that quoted it as well, in place; nothing else of a fact ever changes.
do $$
begin
    execute format('grant update (payload) on journal to %I', current_database() || '_app');
end
$$;
