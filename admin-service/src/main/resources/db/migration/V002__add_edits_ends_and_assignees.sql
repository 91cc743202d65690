-- What becomes of a message after it was sent. `as_of` is the seq of the entry that gave it its text: an older one that
-- comes late changes nothing. A message that is withdrawn or erased has no text any more, and keeps its place.
alter table message add column as_of bigint;
update message set as_of = seq;
alter table message alter column as_of set not null;
alter table message add column edited_at timestamptz;
alter table message add column withdrawn_at timestamptz;
alter table message add column erased boolean not null default false;

-- A deleted conversation keeps its row, without messages: an older event that comes late must not bring them back.
alter table conversation add column deleted boolean not null default false;

-- Who is responsible for a claim.
alter table claim add column agent_id uuid;
alter table claim add column agent_name text;
create index claim_of_agent on claim (tenant, agent_id);
