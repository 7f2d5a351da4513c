-- Pids begin with the time of their creation: the newest are the last of the primary key, and the other lists need no column for the order.
drop index process_newest;
drop index process_by_state;
drop index process_by_name;
create index process_by_state on process (state, pid);
-- All that concerns names: those that begin with a text in upper or lower case ("C" compares bytes, whatever the language of the database, so that what begins
-- alike stands together), and of each name and state the newest. The name itself is there so that the rows need not be read.
drop index process_by_prefix;
create index process_by_name on process (lower(name) collate "C", name, state, pid);

-- Must not have the condition state = 'RUNNING' that the writes of runners have: while few processes run, the planner would take this index for theirs,
-- keep that plan, and read all its dead entries later.
drop index process_held;
create index process_held on process (runner_id) where runner_id is not null;

-- Room in every page for the next versions of its rows: a checkpoint changes no indexed column, and so needs no entry in any index.
alter table process set (fillfactor = 70);

-- Declared volatile, as it is, the function becomes part of the statement that calls it; else it would be parsed and planned at each execution.
-- Conditions that are to be searched in an index ask for (values (now_millis())), which is read once per statement.
create or replace function now_millis() returns bigint language sql volatile as $$
    select cast(extract(epoch from clock_timestamp()) * 1000 as bigint)
$$;
