-- The claim searches each queue and priority by itself, in the order of due times, so that it never reads what is not due yet. Still nobody else asks for the expression.
drop index process_queue;
create index process_queue on process (queue, priority, (case when state in ('QUEUED', 'WAITING') then due_at end), pid)
    where case when state in ('QUEUED', 'WAITING') then due_at end is not null;
