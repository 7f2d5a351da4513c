-- Recurring processes. All times are of the database's clock. next_at is null while a schedule is paused, and if it never fires again.
create table schedule (
    name          varchar(100) not null primary key,
    cron          varchar(200),
    every_ms      bigint,
    zone          varchar(100) not null,
    process       text         not null,
    misfire       varchar(8)   not null,
    overlap       varchar(5)   not null,
    anchored_at   bigint       not null,
    paused_at     bigint,
    next_at       bigint,
    last_pid      varchar(32),
    last_fired_at bigint,
    last_error    varchar(2000),
    created_at    bigint       not null,
    revision      bigint       not null
);

create index schedule_due on schedule (next_at);

-- One row: which node asks the plugins what to start, and when it did so last.
create table plugin_lease (
    id       integer not null primary key,
    node_id  varchar(32),
    asked_at bigint
);

insert into plugin_lease (id) values (1);

-- Names are compared by their bytes, whatever the language of the database: pages of the list go on after a name.
alter table schedule alter column name type varchar(100) collate "C";

-- Which schedule has started a process, and of each schedule and state the newest; other processes have no entry.
alter table process add column schedule varchar(100) collate "C";
create index process_by_schedule on process (schedule, state, pid) where schedule is not null;
