-- A queue that nobody has configured has no row. Its claims lock the row, and so are made one after the other.
create table queue (
    name                   varchar(100) not null primary key,
    max_concurrent         integer,
    max_concurrent_per_key integer,
    rate_count             integer,
    rate_period_ms         bigint,
    paused                 integer      not null,
    window_started_at      bigint       not null,
    window_count           integer      not null
);

-- Which place of its queue a running process holds, in queues that have a row.
alter table process add column place integer;
