-- With statistics from when the queue was empty, any index on the state looks as good as that of the queue, and a
-- claim that takes another one reads and sorts all that is queued. Nobody but the claim asks for this expression, so
-- no other index can serve it, whatever the statistics say.
drop index process_queue;
create index process_queue on process ((case when state = 'QUEUED' then due_at end), pid)
    where case when state = 'QUEUED' then due_at end is not null;
