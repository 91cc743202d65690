-- Under row-level security PostgreSQL does not use an index for an operator that is not leak-proof, and @@ is not: each
-- search would read all words of the tenant. What is found by words is found by functions of the owner, who has a policy
-- of its own for reading these two tables; the functions name the tenant of the transaction themselves. Decision 012.
create policy owner_searches on message_words for select to current_user using (true);
create policy owner_searches on conversation for select to current_user using (true);

-- Whether staff see the message without taking part: it belongs to a claim.
alter table message_words no force row level security;
alter table message_words add column of_claim boolean;
update message_words w set of_claim = c.kind in ('CLAIM', 'APPOINTMENT', 'INTERNAL')
from conversation c where c.id = w.conversation_id;
alter table message_words alter column of_claim set not null;
alter table message_words force row level security;

-- The newest messages that have the words, newest first.
--   own   the conversations that the caller sees because of taking part
--   all_of_claims  the caller is staff
--   one   only in this conversation, which the caller may see; null = in all of them
--   before  only older than this message
create function messages_with_words(
    query tsquery, own uuid[], all_of_claims boolean, one uuid, before uuid, most integer) returns setof uuid
language sql stable security definer
set search_path = public, pg_temp set plan_cache_mode = force_custom_plan as $$
    select message_id from message_words
    where tenant = current_setting('parley.tenant', true)
      and words @@ query
      and (one is null or conversation_id = one)
      and (one is not null or (all_of_claims and of_claim) or conversation_id = any (own))
      and (before is null or message_id < before)
    order by message_id desc
    limit most
$$;

-- Conversations by the beginnings of words of their title, reference and people; the caller's sight is checked outside.
create function conversations_with_words(query tsquery, most integer) returns setof uuid
language sql stable security definer
set search_path = public, pg_temp set plan_cache_mode = force_custom_plan as $$
    select id from conversation
    where tenant = current_setting('parley.tenant', true) and words @@ query and deleted_at is null
    order by active_at desc, id desc
    limit most
$$;

revoke all on function messages_with_words(tsquery, uuid[], boolean, uuid, uuid, integer) from public;
revoke all on function conversations_with_words(tsquery, integer) from public;
do $$
declare
    app text := current_database() || '_app';
begin
    execute format('grant execute on function messages_with_words(tsquery, uuid[], boolean, uuid, uuid, integer) to %I', app);
    execute format('grant execute on function conversations_with_words(tsquery, integer) to %I', app);
end
$$;
