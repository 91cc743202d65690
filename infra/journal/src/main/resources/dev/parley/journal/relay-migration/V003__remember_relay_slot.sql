-- Where the slot stands at its birth: the relay starts here, and knows a slot that was made anew meanwhile.
insert into relay_offset (slot_name, lsn)
select slot_name, confirmed_flush_lsn from pg_replication_slots where slot_name = current_database() || '_relay';

-- From here on facts may be appended; they are never changed or removed by the service.
do $$
begin
    execute format('grant insert on journal to %I', current_database() || '_app');
end
$$;
