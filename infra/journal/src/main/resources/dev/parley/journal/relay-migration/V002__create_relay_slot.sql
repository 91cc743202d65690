-- Before the first row, so that the slot sees every row. Not in a transaction: a slot cannot be made in one that wrote.
select pg_create_logical_replication_slot(current_database() || '_relay', 'pgoutput')
where not exists (select from pg_replication_slots where slot_name = current_database() || '_relay');
