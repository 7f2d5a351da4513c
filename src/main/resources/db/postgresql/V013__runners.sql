-- More of what a runner is and how it is: where it runs, what of its heap is in use in percent, and why it claims nothing although it runs.
alter table runner add column host varchar(255);
alter table runner add column server varchar(200);
alter table runner add column version varchar(100);
alter table runner add column heap_share integer;
alter table runner add column not_claiming varchar(300);

-- The status is what somebody wants of a runner, or how it has ended, by the names that it has outside, too.
update runner set status = 'RUNNING' where status in ('ACTIVE', 'STANDBY');
update runner set status = 'SUCCESS' where status = 'STOPPED';
update runner set status = 'TIMEOUT' where status = 'LOST';
