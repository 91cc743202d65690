-- Who talks with whom, as the events of messaging told us: a customer may know about those who are in a conversation with
-- them. No row of an INTERNAL conversation: no customer is in one. A deleted one keeps its row, without people: an older
-- event that comes late must not open it again.
create table conversation (
    id            uuid    primary key,
    tenant        text    not null check (tenant <> '*'),
    members_as_of bigint  not null, -- seq of the event that named all participants; an older one changes nothing
    deleted       boolean not null default false
);

create table participant (
    tenant          text not null check (tenant <> '*'),
    conversation_id uuid not null,
    user_id         uuid not null,
    primary key (tenant, conversation_id, user_id)
);
create index participant_of_person on participant (tenant, user_id);

-- Isolation, the second time; see V001. The sweep has no business here.
alter table conversation enable row level security;
alter table conversation force row level security;
create policy tenant_only on conversation
    using (tenant = current_setting('parley.tenant', true))
    with check (tenant = current_setting('parley.tenant', true));

alter table participant enable row level security;
alter table participant force row level security;
create policy tenant_only on participant
    using (tenant = current_setting('parley.tenant', true))
    with check (tenant = current_setting('parley.tenant', true));
