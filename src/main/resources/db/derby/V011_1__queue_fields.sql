alter table process add column queue varchar(100) default 'default' not null;
alter table process add column priority integer default 4 not null;
alter table process add column unique_key varchar(200);
alter table process add column concurrency_key varchar(200);
-- Separated by line feeds.
alter table process add column tags varchar(600);
alter table process add column queued_by varchar(200);

-- The unique key of a process that has not ended. A unique constraint takes any number of nulls, a unique index only one.
alter table process add column living_key varchar(200) generated always as (case when finished_at is null then unique_key else cast(null as varchar(200)) end);
alter table process add constraint process_living_key unique (living_key);

-- The filter of the list by queue.
create index process_by_queue on process (queue, state, pid);

create table process_tag (
    tag varchar(50) not null,
    pid varchar(32) not null,
    primary key (tag, pid)
);

create index process_tag_by_process on process_tag (pid);
