-- The data of a process stays with it, so that it can be executed again from its first step. What proceed makes the input of the next step has a column of its own.
alter table process add column next_input text;
update process set next_input = data, data = null where step_index > 0 and data is not null;
