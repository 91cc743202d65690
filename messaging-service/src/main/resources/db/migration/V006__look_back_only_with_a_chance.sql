-- A way longer than the longest allowed stretch was tried as far as allowed, and mostly in vain: then the index was
-- asked as well. Now such words are looked up in the index at once.
create or replace function stretch_for_words(query tsquery, wanted integer, most integer) returns integer
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
                when way < least(most, 10 * matching) then least(4 * way, most)::integer
                else 0 end;
end
$$;
