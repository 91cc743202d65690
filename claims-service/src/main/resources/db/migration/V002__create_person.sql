-- Who the people are, as last seen in a valid token: by this service, or by others (profile.seen).
create table person (
    tenant  text        not null,
    user_id uuid        not null,
    role    text        not null check (role in ('CUSTOMER', 'AGENT', 'ADMIN')),
    name    text        not null,
    locale  text        not null,
    seen_at timestamptz not null,
    primary key (tenant, user_id)
);
create index person_by_user on person (user_id);

alter table person enable row level security;
alter table person force row level security;
create policy tenant_only on person using (tenant = current_setting('parley.tenant', true));

-- A claim must not be given to somebody of another tenant, whom the application cannot see. This function runs as the
-- owner of the schema, who may read this one table, and tells one bit.
create policy owner_looks_up on person for select to current_user using (true);
create function person_is_elsewhere(own_tenant text, person_id uuid) returns boolean
    language sql stable security definer set search_path = public, pg_temp
    return exists (select 1 from person where user_id = person_id and tenant <> own_tenant)
       and not exists (select 1 from person where user_id = person_id and tenant = own_tenant);
