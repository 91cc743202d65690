create table effect (
    n      bigint generated always as identity primary key,
    tenant text   not null,
    key    uuid   not null,
    seq    bigint not null,
    body   text   not null
);
alter table effect enable row level security;
alter table effect force row level security;
create policy tenant_only on effect
    using (tenant = current_setting('parley.tenant', true))
    with check (tenant = current_setting('parley.tenant', true));
