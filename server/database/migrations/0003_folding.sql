-- What searching compares, as base::folded (shared/base/unicode.hpp) makes it of a text: without case in any script,
-- without accents, ё as е, wide and narrow forms alike. In Cyrillic й, ї and ў stay letters of their own.
create function server.folded(text text) returns text language sql immutable strict parallel safe as $$
    select case when text collate "C" ~ '^[\u0020-\u007E]*$' then lower(text collate "C")
    else (normalize(regexp_replace(translate(replace(replace(replace(replace(
        -- Capital first: what has two small letters has one capital.
        lower(upper(normalize(regexp_replace(text,
            '[\u00AD\u034F\u061C\u115F-\u1160\u17B4-\u17B5\u180B-\u180F\u200B-\u200F\u202A-\u202E\u2060-\u2064\u2066-\u206F'
            '\u3164\uFE00-\uFE0F\uFEFF\uFFA0\U0001BCA0-\U0001BCA3\U0001D173-\U0001D17A\U000E0000-\U000E0FFF]',
            '', 'g'), NFKD) collate "und-x-icu") collate "und-x-icu"),
        'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th'),
        'ðøđħıłŧςʼ‐‑‒–—−‘’“”',
        'dodhiltσ''------''''""'),
        -- Accents and points; of Cyrillic letters only the stress, and what makes ё of е.
        '(?<![\u0400-\u052F])[\u0300-\u036F\u0483-\u0487\u0591-\u05BD\u05BF\u05C1-\u05C2\u05C4-\u05C5\u05C7'
        '\u0610-\u061A\u064B-\u065F\u0670\u06D6-\u06DC\u06DF-\u06E4\u06E7-\u06E8\u06EA-\u06ED\u1AB0-\u1AFF'
        '\u1DC0-\u1DFF\u20D0-\u20F0\uFE20-\uFE2F]|(?<=[\u0400-\u052F])[\u0300\u0301]|(?<=\u0435)\u0308',
        '', 'g'), NFC)) collate "C" end
$$;
