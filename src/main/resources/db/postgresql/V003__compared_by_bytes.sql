-- What the indexes have entries of for every process is compared by its bytes ("C"), whatever the language of the database: pids, states and runners are
-- no words of it, to compare them by its rules takes longer, and an index is corrupt once the operating system changes these rules.
alter table process
    alter column pid type varchar(32) collate "C",
    alter column state type varchar(11) collate "C",
    alter column runner_id type varchar(32) collate "C";
alter table process_step alter column pid type varchar(32) collate "C";
alter table process_log alter column pid type varchar(32) collate "C";
