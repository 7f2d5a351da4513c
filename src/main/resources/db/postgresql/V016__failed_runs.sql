-- For the list of processes with failed runs. Its first column is always true: no other index has this order, so that none is taken instead.
drop index process_by_failed_runs;
create index process_by_failed_runs on process ((failed_runs > 0), state, pid) where failed_runs > 0;
