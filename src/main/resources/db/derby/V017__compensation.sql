-- Completed steps are compensated before the process ends as it is to: ends_as is that end, compensating the step that is next, compensation_run the first run of it all.
alter table process add column ends_as varchar(11);
alter table process add column compensating integer;
alter table process add column compensation_run integer;
alter table process add column failed_compensations integer default 0 not null;
alter table process_run add column compensation integer default 0 not null;
