-- Who carries out a job: the number of a server that says that it lives by holding an advisory lock in a session that
-- stands for as long as it does. PostgreSQL gives the lock up when the session ends, so that a killed server is known
-- for dead at once, and no clock has to say so.
alter table jobs.job add column holder integer;  -- while it runs; none: only its lease says when it is anybody's
create index job_running on jobs.job (holder) where state = 'running';

-- Whether a server holds the lock of that number; the first of the lock's two keys is "jobs" in ASCII.
create function jobs.is_alive(holder integer) returns boolean language sql volatile as $$
    select exists (select from pg_locks
                   where locktype = 'advisory' and granted
                     and database = (select oid from pg_database where datname = current_database())
                     and classid = 1785684595 and objid = holder::oid and objsubid = 2)
$$;
create function jobs.live(holder integer) returns void language sql volatile as $$
    select pg_advisory_lock_shared(1785684595, holder)
$$;
