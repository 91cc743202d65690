-- A meeting about a claim: an instant, and the zone in whose wall clock it was agreed. Rows are never removed.
create table appointment (
    id               uuid        primary key,
    tenant           text        not null,
    claim_id         uuid        not null references claim (id),
    status           text        not null check (status in ('REQUESTED', 'SCHEDULED', 'CANCELLED')),
    response         text        not null check (response in ('NONE', 'ACCEPTED', 'DECLINED')),
    -- Whose turn it is not: the side that named the present terms does not answer them.
    proposed_by      text        not null check (proposed_by in ('CUSTOMER', 'STAFF')),
    starts_at        timestamptz not null,
    duration_minutes integer     not null check (duration_minutes between 5 and 1440),
    time_zone        text        not null,
    place            text        not null,
    note             text,
    created_by       uuid        not null,
    created_at       timestamptz not null,
    updated_at       timestamptz not null,
    version          bigint      not null
);
create index appointment_of_claim on appointment (tenant, claim_id, starts_at, id);

alter table appointment enable row level security;
alter table appointment force row level security;
create policy tenant_only on appointment using (tenant = current_setting('parley.tenant', true));
