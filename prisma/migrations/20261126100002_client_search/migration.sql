-- A search among a million clients. `searchKey` now holds words with a blank before each (`wordsKey` of the server), and an
-- index holds every three neighbouring letters of them, with the organisation, so that another's clients cost nothing.
-- pg_trgm is part of PostgreSQL, and whoever may create schemas in a database may create it there.

CREATE EXTENSION IF NOT EXISTS pg_trgm;

UPDATE "Client" SET "searchKey" = (
  SELECT coalesce(string_agg(' ' || word, '' ORDER BY place), '')
  FROM regexp_split_to_table(
    regexp_replace("searchKey", '([!-/:-@\[-`{-~\u00A1-\u00BF\u00D7\u00F7\u2010-\u206F\u20A0-\u20CF\u2190-\u2BFF\u3001-\u303F\u3041-\u30FF\u3400-\u9FFF\uF900-\uFAFF\U0001F000-\U0001FAFF\U00020000-\U0003FFFF])', ' \1 ', 'g'),
    '[\s\u1680\u2028\u2029\uFEFF]+'
  ) WITH ORDINALITY AS words (word, place)
  WHERE word <> ''
);

-- What is no plain letter has a column of its own: pg_trgm knows no signs, and in some locales no letters but these.
-- Without a list of entries that wait to be put in order: every search would read it.
CREATE INDEX "Client_search" ON "Client" USING gin (
  (ARRAY["organisationId"]),
  "searchKey" gin_trgm_ops,
  (string_to_array(regexp_replace("searchKey", '[a-z0-9 ]+', '', 'g'), NULL)),
  lower("clientId") gin_trgm_ops
) WITH (fastupdate = off);
