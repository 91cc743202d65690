-- Under row-level security PostgreSQL asks its policy before anything that might leak what it saw, and `@@` counts as
-- such: the index of words could not be used, and a word that nobody wrote was looked for in every message. The view
-- names the tenant itself, with the expression of the policy, and reads with the rights of the owner, whom the policy
-- does not hold on this one table any more. For the service the table is as closed as before.
alter table message_words no force row level security;
create view searched_words as
    select message_id, tenant, conversation_id, words from message_words
    where tenant = current_setting('parley.tenant', true);
do $$
begin
    execute format('revoke all on searched_words from %I, %I', current_database() || '_app', current_database() || '_relay');
    execute format('grant select on searched_words to %I', current_database() || '_app');
end
$$;

-- The policy reads the tenant: without it in the index each unread message was fetched to be counted.
drop index message_unread;
create index message_unread on message (conversation_id, seq) include (sender_id, tenant)
    where kind = 'TEXT' and withdrawn_at is null;
