-- What the indexes have entries of for every process is compared by its bytes ("C"), whatever the language of the database: pids, states and runners have nothing
-- else to be ordered by, comparing them by the rules of a language takes many times as long, and these rules change with the operating system.
alter table process
    alter column pid type varchar(32) collate "C",
    alter column state type varchar(11) collate "C",
    alter column runner_id type varchar(32) collate "C";
alter table process_step alter column pid type varchar(32) collate "C";
alter table process_log alter column pid type varchar(32) collate "C";
