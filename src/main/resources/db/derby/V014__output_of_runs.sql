-- Whether a row is a line, a piece of a longer or unfinished one, or tells how much is missing, and how many bytes of UTF-8 it takes, with its line end.
alter table process_log add column part varchar(5) default 'line' not null;
alter table process_log add column bytes integer default 0 not null;
-- Derby cannot count bytes: what is there already counts by its characters.
update process_log set bytes = length(line) + 1;

-- the output of one run
create index process_log_by_run on process_log (pid, step, attempt, stream, id);
