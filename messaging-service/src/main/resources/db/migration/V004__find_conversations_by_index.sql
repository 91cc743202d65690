-- As for messages: the policy would be asked before the index of words. The owner may read past it, and the function
-- names the tenant of the transaction itself. Decision 012.
create policy owner_searches on conversation for select to current_user using (true);

-- The last active conversations that have the beginnings of words; whether the caller may see them is asked outside.
create function conversations_with_words(query tsquery, most integer) returns setof uuid
language sql stable security definer
set search_path = public, pg_temp set plan_cache_mode = force_custom_plan as $$
    select id from conversation
    where tenant = current_setting('parley.tenant', true) and words @@ query and deleted_at is null
    order by active_at desc, id desc
    limit most
$$;
revoke all on function conversations_with_words(tsquery, integer) from public;
do $$
begin
    execute format('grant execute on function conversations_with_words(tsquery, integer) to %I', current_database() || '_app');
end
$$;
