-- What a step has kept of its work, for its next attempt; null once the step is completed.
alter table process add column kept clob;
