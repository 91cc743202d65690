-- A deleted conversation keeps its row, without people and messages: an older event that comes late must not open it
-- again.
alter table conversation add column deleted boolean not null default false;
