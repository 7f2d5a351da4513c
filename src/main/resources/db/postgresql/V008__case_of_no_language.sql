-- Texts without the difference of upper and lower case, by the same rule whatever the language of the database. lower() alone follows that language: in Turkish and
-- Azerbaijani the small I has no dot, in Lithuanian it may keep one below an accent, the Greek sigma depends on what follows, and without a language only ASCII is folded.
-- So the letters that languages differ in are replaced beforehand, and the rest is folded by Unicode where the server has a collation that does.
do $$
declare
    upper_letters text := 'IJ';
    lower_letters text := 'ij';
    by_unicode text;
begin
    if getdatabaseencoding() = 'UTF8' then
        -- I with a dot, dotless i, I with ogonek, grave, acute and tilde, sigma and final sigma
        upper_letters := upper_letters || chr(304) || chr(305) || chr(302) || chr(204) || chr(205) || chr(296) || chr(931) || chr(962);
        lower_letters := lower_letters || 'ii' || chr(303) || chr(236) || chr(237) || chr(297) || chr(963) || chr(963);
    end if;
    select format(' collate pg_catalog.%I', collname) into by_unicode from pg_catalog.pg_collation
        where collname in ('pg_c_utf8', 'und-x-icu') and collencoding in (-1, pg_char_to_encoding(getdatabaseencoding())) order by collname limit 1;
    execute format('create function fold_case(text) returns text language sql immutable parallel safe as %L',
        format('select pg_catalog.lower(pg_catalog.translate($1, %L, %L)%s)', upper_letters, lower_letters, by_unicode));
end
$$;

-- All that concerns names, as before, but folded by that.
drop index process_by_name;
create index process_by_name on process (fold_case(name) collate "C", name, state, pid);
