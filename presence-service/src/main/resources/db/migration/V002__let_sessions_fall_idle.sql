-- A session falls idle and becomes active again; `turn` counts that, and an older turn changes nothing.
alter table session add column idle boolean not null default false;
alter table session add column turn integer not null default 0;

alter table person drop constraint person_status_check;
alter table person add constraint person_status_check check (status in ('ONLINE', 'AWAY', 'OFFLINE'));
drop index person_online;
create index person_present on person (tenant, user_id) where status <> 'OFFLINE';
