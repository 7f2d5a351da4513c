-- Every attempt is kept. A successful run is its checkpoint; the others are in a table of their own, written with the transition that ends them. So runs are numbered by the
-- checkpoints and the others before them, and one without failures writes no row for it.
alter table process add column other_runs integer default 0 not null;
-- since the last success
alter table process add column failed_runs integer default 0 not null;
alter table process add column last_run_status varchar(9);
-- how many of the retries of the present step are used up, and after which number the attempts of a step begin
alter table process add column retries integer default 0 not null;
alter table process add column attempt_base integer default 0 not null;

alter table process_step add column run integer;
alter table process_step add column runner_id varchar(32);

create table process_run (
    pid          varchar(32) not null,
    number       integer not null,
    step_index   integer not null,
    step         varchar(100) not null,
    attempt      integer not null,
    status       varchar(9) not null,
    started_at   bigint not null,
    finished_at  bigint not null,
    percent      integer not null,
    message      varchar(500),
    output_json  clob,
    output_bytes integer,
    error        clob,
    runner_id    varchar(32),
    primary key (pid, number)
);
