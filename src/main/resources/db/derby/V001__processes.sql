-- All times are milliseconds since 1970-01-01T00:00Z by the clock of the database, which is that of its Java virtual machine.
create function now_millis() returns bigint language java parameter style java no sql
    external name 'java.lang.System.currentTimeMillis';

create table process (
    pid                 varchar(32)  not null primary key,
    name                varchar(200) not null,
    state               varchar(11)  not null,
    fence               bigint       not null,
    revision            bigint       not null,
    runner_id           varchar(32),
    specification       clob         not null,
    data                clob,
    step_count          integer      not null,
    step_index          integer      not null,
    attempt             integer      not null,
    percent             integer      not null,
    step_name           varchar(100),
    message             varchar(500),
    timeout_ms          bigint       not null,
    spent_ms            bigint       not null,
    rescues             integer      not null,
    created_at          bigint       not null,
    due_at              bigint       not null,
    started_at          bigint,
    claimed_at          bigint,
    step_started_at     bigint,
    finished_at         bigint,
    cancel_requested_at bigint,
    cancel_reason       varchar(500),
    error               clob
);

-- the claim
create index process_queue on process (state, due_at, pid);
-- rescue, hand-back and cancellation of what a runner holds
create index process_held on process (runner_id, state);
-- retention
create index process_ended on process (finished_at);
-- the list, and its filters
create index process_newest on process (created_at desc, pid desc);
create index process_by_state on process (state, created_at desc, pid desc);
create index process_by_name on process (name, created_at desc, pid desc);

create table process_step (
    pid         varchar(32) not null,
    step_index  integer     not null,
    attempt     integer     not null,
    started_at  bigint      not null,
    finished_at bigint      not null,
    message     varchar(500),
    output_json clob        not null,
    primary key (pid, step_index)
);

create table process_log (
    id         bigint generated always as identity primary key,
    pid        varchar(32)   not null,
    logged_at  bigint        not null,
    step       varchar(100)  not null,
    attempt    integer       not null,
    stream     varchar(3)    not null,
    line       varchar(4100) not null
);

create index process_log_by_process on process_log (pid, id);

create table runner (
    id          varchar(32)  not null primary key,
    node        varchar(200) not null,
    os_pid      bigint       not null,
    status      varchar(8)   not null,
    capacity    integer      not null,
    started_at  bigint       not null,
    seen_at     bigint       not null,
    finished_at bigint
);

-- One row, held by the only runner that may claim while exclusive mode is on.
create table exclusive_runner (
    id        integer     not null primary key,
    runner_id varchar(32)
);

insert into exclusive_runner (id) values (1);
