-- Words without accents and case. No stemming: names and references are searched by their beginnings. unaccent() is not
-- immutable, a text search configuration that uses its dictionary may stand in a generated column.
create extension if not exists unaccent;
create text search configuration parley_words (copy = simple);
alter text search configuration parley_words
    alter mapping for asciiword, word, numword, asciihword, hword, numhword,
        hword_asciipart, hword_part, hword_numpart with unaccent, simple;

-- Punctuation becomes white space first: the parser would otherwise read '-000042' as a negative number and 'a/b' as a
-- file. ClaimFilter splits a query at the same places.
alter table claim
    add column words tsvector not null generated always as (to_tsvector(
        'parley_words'::regconfig,
        translate(
            reference || ' ' || title || ' ' || coalesce(description, '') || ' ' || customer_name,
            '-_./\@:,;''’"()[]{}<>+*#&=?!%|~^`$',
            repeat(' ', 40)))) stored,
    add column priority_rank smallint not null generated always as (
        case priority when 'LOW' then 0 when 'NORMAL' then 1 when 'HIGH' then 2 else 3 end) stored;

-- A page is one index range, in both directions, for each sort.
drop index claim_of_tenant;
drop index claim_of_customer;
create index claim_created on claim (tenant, created_at desc, id desc);
create index claim_updated on claim (tenant, updated_at desc, id desc);
create index claim_priority on claim (tenant, priority_rank desc, id desc);
create index claim_of_customer on claim (tenant, customer_id, created_at desc, id desc);
create index claim_of_assignee on claim (tenant, assignee_id, created_at desc, id desc);
create index claim_of_nobody on claim (tenant, created_at desc, id desc) where assignee_id is null;
create index claim_in_status on claim (tenant, status, created_at desc, id desc);
create index claim_in_status_updated on claim (tenant, status, updated_at desc, id desc);
create index claim_in_status_priority on claim (tenant, status, priority_rank desc, id desc);
create index claim_words on claim using gin (words);

-- Under row-level security PostgreSQL does not use an index for an operator that is not leak-proof, and @@ is not: each
-- search would read all claims of the tenant. This view is read with the rights of the owner, who may read past the
-- policy, and names the tenant of the transaction itself. The application reads it, and can neither write through it nor
-- make functions that would see what it filters.
create policy owner_searches on claim for select to current_user using (true);
create view searchable_claim as
    select * from claim where tenant = current_setting('parley.tenant', true);
do $$
begin
    execute format('revoke all on searchable_claim from %I, %I', current_database() || '_app', current_database() || '_relay');
    execute format('grant select on searchable_claim to %I', current_database() || '_app');
end
$$;
