-- Child processes: parent is the process that has started this one, children how many processes this one has started; both null for most.
alter table process add column parent varchar(32);
alter table process add column children integer;

-- Which processes a process has started, by which attempt at which step, and at which position, from 0.
create table process_child (
    parent     varchar(32) not null,
    pid        varchar(32) not null,
    step_index integer     not null,
    attempt    integer     not null,
    position   integer     not null,
    primary key (parent, pid)
);

-- The children that a process awaits, or has awaited last, and what its step has returned. Waiting is 1 while what becomes of the children concerns the process, or what becomes
-- of the process concerns them; retried is 1 if those that have not finished are to be retried; active is 0 if the step is to be executed again.
create table child_group (
    parent      varchar(32) not null primary key,
    step_index  integer     not null,
    attempt     integer     not null,
    awaits      varchar(3)  not null,
    on_failure  varchar(8)  not null,
    began_at    bigint      not null,
    output_json text        not null,
    active      integer     not null,
    waiting     integer     not null,
    retried     integer     not null
);

create index child_group_waiting on child_group (waiting, parent);

alter table process alter column parent type varchar(32) collate "C";
alter table process_child
    alter column parent type varchar(32) collate "C",
    alter column pid type varchar(32) collate "C";
alter table child_group alter column parent type varchar(32) collate "C";
