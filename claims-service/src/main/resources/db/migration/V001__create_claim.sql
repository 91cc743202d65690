-- A claim. One row each; version rises with every change (If-Match).
create table claim (
    id              uuid        primary key,
    tenant          text        not null,
    reference       text        not null,
    customer_id     uuid        not null,
    customer_name   text        not null,
    title           text        not null,
    category        text        not null check (category in ('COMPENSATION', 'INSURANCE', 'DAMAGE', 'GENERAL', 'OTHER')),
    description     text,
    status          text        not null check (status in ('DRAFT', 'SUBMITTED', 'IN_REVIEW', 'WAITING_CUSTOMER', 'APPROVED', 'REJECTED', 'CLOSED', 'WITHDRAWN')),
    priority        text        not null check (priority in ('LOW', 'NORMAL', 'HIGH', 'URGENT')),
    tags            text[]      not null,
    assignee_id     uuid,
    amount_value    numeric(17, 4),
    amount_currency text,
    attributes      jsonb       not null,
    conversation_id uuid,
    created_at      timestamptz not null,
    submitted_at    timestamptz,
    updated_at      timestamptz not null,
    version         bigint      not null,
    unique (tenant, reference),
    check ((status = 'DRAFT') = (submitted_at is null) or status = 'WITHDRAWN')
);

create index claim_of_tenant on claim (tenant, id desc);
create index claim_of_customer on claim (tenant, customer_id, id desc);

-- The last number given per tenant and year.
create table claim_number (
    tenant      text    not null,
    year        integer not null,
    last_number integer not null,
    primary key (tenant, year)
);

-- What a repeated POST answers. Kept for seven days.
create table idempotency_key (
    tenant       text        not null,
    user_id      uuid        not null,
    key          uuid        not null,
    content_hash text        not null,
    answer       text        not null,
    created_at   timestamptz not null,
    primary key (tenant, user_id, key)
);

-- Isolation, the second time: PostgreSQL shows only the rows of the tenant that the transaction names, and none if it
-- names none. FORCE, so that even the owner is held.
alter table claim enable row level security;
alter table claim force row level security;
create policy tenant_only on claim using (tenant = current_setting('parley.tenant', true));
alter table claim_number enable row level security;
alter table claim_number force row level security;
create policy tenant_only on claim_number using (tenant = current_setting('parley.tenant', true));
alter table idempotency_key enable row level security;
alter table idempotency_key force row level security;
create policy tenant_only on idempotency_key using (tenant = current_setting('parley.tenant', true));
