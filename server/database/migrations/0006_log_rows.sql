-- The logs of the domains as rows that can be listed: with an id, which follows from the key, and the instant as a number.
create function public.show_log(domain name) returns void language plpgsql as $show$
begin
    execute replace($view$
create view @.log_rows as
    select md5(concat_ws(' ', space, version, row_type, row_id))::uuid as id,
           (extract(epoch from at) * 1000000)::bigint as at,
           space, version, row_type as "table", row_id as "row", op = 'e' as erased
    from @.log;
    $view$, '@', quote_ident(domain));
end $show$;

-- Of the domains that are there, and of all that come.
alter function public.make_domain(name) rename to make_domain_tables;
create function public.make_domain(domain name) returns void language plpgsql as $$
begin
    perform public.make_domain_tables(domain);
    perform public.show_log(domain);
end $$;
do $$
declare
    domain name;
begin
    -- In the catalogue alone: whoever owns these tables may not look into every schema.
    for domain in select n.nspname from pg_namespace as n
                  where exists (select from pg_class as c where c.relnamespace = n.oid and c.relname = 'log')
                    and exists (select from pg_class as c where c.relnamespace = n.oid and c.relname = 'history') loop
        perform public.show_log(domain);
    end loop;
end $$;

-- Administrators look at jobs. What PostgreSQL says in the lines after the first has values of the row that it refused.
update jobs.job set failure = split_part(failure, E'\n', 1) where strpos(failure, E'\n') > 0;
