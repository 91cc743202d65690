-- Of a comparison PostgreSQL believes that nearly every row meets it, and reads the whole table for what almost nobody
-- does. Of a column it counts how many do.
alter table person add column untold boolean not null
    generated always as (announced_change is distinct from change_id) stored;
drop index person_unannounced;
create index person_untold on person (change_id) where untold;
