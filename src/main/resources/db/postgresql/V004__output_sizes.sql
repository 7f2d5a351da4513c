-- How many bytes an output has, so that look-ups and claims need not read it for that. PostgreSQL counts them itself, without looking into the text.
alter table process_step add column output_bytes integer not null generated always as (octet_length(output_json)) stored;

-- Likewise of the data, where proceed has made it.
alter table process add column data_bytes integer;
update process set data_bytes = octet_length(data) where data is not null and step_index = step_count;
