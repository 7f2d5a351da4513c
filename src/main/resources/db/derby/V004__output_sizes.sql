-- How many bytes of UTF-8 an output has, so that look-ups and claims need not read it for that. Derby cannot count bytes: what is there already counts by its characters.
alter table process_step add column output_bytes integer not null default 0;
update process_step set output_bytes = length(output_json);

-- Likewise of the data, where proceed has made it.
alter table process add column data_bytes integer;
update process set data_bytes = length(data) where data is not null and step_index = step_count;
