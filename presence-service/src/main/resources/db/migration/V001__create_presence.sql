-- A gateway that is or was alive. It serves every tenant and says nothing about any of them, so its row is readable from
-- each tenant's transactions.
create table gateway (
    id            uuid        primary key,
    tenant        text        not null default '*' check (tenant = '*'),
    last_alive_at timestamptz not null, -- by the clock of this service, so that a gateway's wrong clock kills nobody
    silent        boolean     not null default false -- as the last sweep found it
);

-- A socket that was opened and not closed. It lives as long as its gateway is not silent.
create table session (
    id         uuid        primary key,
    tenant     text        not null check (tenant <> '*'),
    user_id    uuid        not null,
    gateway_id uuid        not null,
    opened_at  timestamptz not null
);
create index session_of_person on session (tenant, user_id);
create index session_of_gateway on session (gateway_id);

-- Whoever was ever seen. change_id is new with each change of status and is the id of the event that tells it, so that
-- telling twice is telling once. announced_change is the last change that was told: where it is another, the sweep tells.
create table person (
    tenant           text        not null check (tenant <> '*'),
    user_id          uuid        not null,
    role             text        not null check (role in ('CUSTOMER', 'AGENT', 'ADMIN')),
    status           text        not null check (status in ('ONLINE', 'OFFLINE')),
    last_seen_at     timestamptz not null,
    left_at          timestamptz, -- perhaps gone since then: looked at when the grace is over; null for nothing to look at
    change_id        uuid        not null,
    announced_change uuid,
    primary key (tenant, user_id)
);
create index person_online on person (tenant, user_id) where status = 'ONLINE';
create index person_leaving on person (left_at) where left_at is not null;
create index person_unannounced on person (change_id) where announced_change is distinct from change_id;

-- Isolation, the second time: PostgreSQL shows only the rows of the tenant that the transaction names, and none if it
-- names none. FORCE, so that even the owner is held.
alter table gateway enable row level security;
alter table gateway force row level security;
create policy installation_wide on gateway using (true) with check (tenant = '*');

alter table session enable row level security;
alter table session force row level security;
create policy tenant_only on session
    using (tenant = current_setting('parley.tenant', true))
    with check (tenant = current_setting('parley.tenant', true));

alter table person enable row level security;
alter table person force row level security;
create policy tenant_only on person
    using (tenant = current_setting('parley.tenant', true))
    with check (tenant = current_setting('parley.tenant', true));

-- The sweep looks after all tenants in one statement: a silent gateway had sessions of any of them. It names the tenant
-- '*', which no token can name (a tenant is [a-z0-9-]) and no row of a session or a person can carry (the checks above).
-- Nothing that answers a request runs under it.
create policy sweep on session
    using (current_setting('parley.tenant', true) = '*')
    with check (current_setting('parley.tenant', true) = '*');
create policy sweep on person
    using (current_setting('parley.tenant', true) = '*')
    with check (current_setting('parley.tenant', true) = '*');
