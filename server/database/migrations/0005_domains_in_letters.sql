-- An address with the labels of its domain in their own letters, as base::email_in_letters makes it, so that a part of
-- them is found. For searching alone: what is shown, and where mail goes, is the address as it is kept.
create function server.label_in_letters(label text) returns text language plpgsql immutable strict parallel safe as $$
-- RFC 3492, 6.2, of a label that begins with xn--. Null: it is none.
declare
    most constant bigint := 2147483647;
    coded constant text := lower(substr(label, 5) collate "C");
    from_end constant int := position('-' in reverse(coded));
    letters text := case when from_end = 0 then '' else left(coded, length(coded) - from_end) end;
    rest constant text := case when from_end = 0 then coded else right(coded, from_end - 1) end;
    place int := 1;
    size bigint;
    n bigint := 128;
    i bigint := 0;
    bias bigint := 72;
    before bigint;
    weight bigint;
    k bigint;
    t bigint;
    digit bigint;
    delta bigint;
begin
    while place <= length(rest) loop
        before := i;
        weight := 1;
        k := 36;
        loop
            digit := position(substr(rest, place, 1) in 'abcdefghijklmnopqrstuvwxyz0123456789') - 1;
            if place > length(rest) or digit < 0 then return null; end if;
            place := place + 1;
            i := i + digit * weight;
            t := least(greatest(k - bias, 1), 26);
            if i > most then return null; end if;
            exit when digit < t;
            weight := weight * (36 - t);
            if weight > most then return null; end if;
            k := k + 36;
        end loop;
        size := length(letters) + 1;
        delta := (i - before) / case when before = 0 then 700 else 2 end;
        delta := delta + delta / size;
        k := 0;
        while delta > 455 loop
            delta := delta / 35;
            k := k + 36;
        end loop;
        bias := k + 36 * delta / (delta + 38);
        n := n + i / size;
        i := i % size;
        if n > 1114111 or n between 55296 and 57343 then return null; end if;
        letters := left(letters, i::int) || chr(n::int) || substr(letters, i::int + 1);
        i := i + 1;
    end loop;
    return letters;
end
$$;

create function server.in_letters(address text) returns text language sql immutable strict parallel safe as $$
    select case when address collate "C" !~* '(^|[@.])xn--' then address
    else left(address, position('@' in address)) || (
        select string_agg(case when label collate "C" ~* '^xn--' then coalesce(server.label_in_letters(label), label)
            else label end, '.' order by place)
        from unnest(string_to_array(substr(address, position('@' in address) + 1), '.'))
            with ordinality as each (label, place)) end
$$;
