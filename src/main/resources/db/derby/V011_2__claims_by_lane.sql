-- The claim searches each queue and priority by itself, in the order of due times, so that it never reads what is not due yet.
drop index process_queue;
create index process_queue on process (state, queue, priority, due_at, pid);
