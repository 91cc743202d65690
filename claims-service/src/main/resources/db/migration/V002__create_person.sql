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

alter table person enable row level security;
alter table person force row level security;
create policy tenant_only on person using (tenant = current_setting('parley.tenant', true));
