-- Which runner has executed a process last, once it has given the claim back or lost it, and how often the process was taken from its runner in the middle of a step.
alter table process add column last_runner_id varchar(32);
alter table process add column times_rescued integer default 0 not null;
