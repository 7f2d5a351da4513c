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

alter table queue alter column name type varchar(100) collate "C";

-- Which place of its queue a running process holds. Places are numbered and used again, so that new entries of the index come where dead ones were, and these are removed;
-- processes of queues without a row have none, and no entry. Only the claim asks for the expression.
alter table process add column place integer;
create index process_places on process (queue, (case when state = 'RUNNING' then place end)) where case when state = 'RUNNING' then place end is not null;
