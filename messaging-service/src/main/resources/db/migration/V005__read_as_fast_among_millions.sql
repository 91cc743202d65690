-- Whose reading is whose, from indexes alone: an agent takes part in a thousand conversations, and the row of each was
-- fetched to learn its id, and another to learn how far they have read.
drop index participant_of_user;
create index participant_of_user on participant (tenant, user_id) include (conversation_id);
create index read_position_of_user on read_position (tenant, user_id) include (conversation_id, up_to_seq);

-- So that a word which is not among those counted is a rare one indeed.
alter table message_words alter column words set statistics 400;

-- How far back from the newest message it is worthwhile to look for words before their index is asked; 0 for at once.
--
-- Going back meets `wanted` hits after wanted / frequency messages, whose words lie side by side and are in memory; the
-- index has to fetch every message that matches, each from a place of its own: ten times as much a message, or more.
-- The planner knows how frequent the frequent words are, and takes every other for rarer than those. Words come in
-- waves, so four times the way is tried. Decision 012. (Volatile, for EXPLAIN is not allowed elsewhere.)
create function stretch_for_words(query tsquery, wanted integer, most integer) returns integer
language plpgsql volatile security definer
set search_path = public, pg_temp as $$
declare
    plan json;
    stored double precision;
    matching double precision;
    way double precision;
begin
    execute format('explain (format json) select from message_words where words @@ %L::tsquery', query) into plan;
    matching := greatest(1, (plan -> 0 -> 'Plan' ->> 'Plan Rows')::double precision);
    select reltuples into stored from pg_class where oid = 'message_words'::regclass;
    way := wanted * stored / matching;
    return case when stored <= 0 then most -- nobody has counted yet: few messages
                when way < 10 * matching then least(4 * way, most)::integer
                else 0 end;
end
$$;
revoke all on function stretch_for_words(tsquery, integer, integer) from public;
do $$
begin
    execute format('grant execute on function stretch_for_words(tsquery, integer, integer) to %I', current_database() || '_app');
end
$$;
