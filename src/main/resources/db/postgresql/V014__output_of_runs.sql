-- Whether a row is a line, a piece of a longer or unfinished one, or tells how much is missing, and how many bytes of UTF-8 it takes, with its line end.
alter table process_log add column part varchar(5) default 'line' not null;
alter table process_log add column bytes integer default 0 not null;
update process_log set bytes = octet_length(line) + 1;

-- the output of one run, compared by bytes like all that has indexes (see V003)
alter table process_log
    alter column step type varchar(100) collate "C",
    alter column stream type varchar(3) collate "C";
create index process_log_by_run on process_log (pid, step, attempt, stream, id);
