-- Pids begin with the time of their creation: the newest are the last of the primary key, and the other lists need no column for the order.
drop index process_newest;
drop index process_by_state;
drop index process_by_name;
create index process_by_state on process (state, pid);
create index process_by_name on process (name, pid);
