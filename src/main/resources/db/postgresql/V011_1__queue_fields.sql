-- Constant defaults, so that an ordinary start names none of these columns and the rows of before need not be rewritten.
alter table process add column queue varchar(100) collate "C" default 'default' not null;
alter table process add column priority integer default 4 not null;
alter table process add column unique_key varchar(200) collate "C";
alter table process add column concurrency_key varchar(200) collate "C";
-- Separated by line feeds.
alter table process add column tags varchar(600);
alter table process add column queued_by varchar(200);

-- The unique key of a process that has not ended. Most processes have none, and no entry in this index.
alter table process add column living_key varchar(200) collate "C" generated always as (case when finished_at is null then unique_key end) stored;
create unique index process_living_key on process (living_key) where living_key is not null;

-- The filter of the list by queue: processes in the default queue have no entry.
create index process_by_queue on process (queue, state, pid) where queue <> 'default';

create table process_tag (
    tag varchar(50) not null,
    pid varchar(32) not null,
    primary key (tag, pid)
);
alter table process_tag alter column tag type varchar(50) collate "C", alter column pid type varchar(32) collate "C";

create index process_tag_by_process on process_tag (pid);
