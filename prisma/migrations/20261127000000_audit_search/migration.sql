-- A search among a million entries of the record. An index holds every three neighbouring letters of `searchKey`, with what is
-- the same in many entries and can be asked for beside the search, so that others' entries and other kinds cost nothing.
-- `searchKey` stays as it is: no word is found that was not, and no hash covers anything new.

-- What is neither a plain letter nor in nearly every entry (the signs of JSON, of addresses and of ids) has a column of its
-- own: pg_trgm knows no signs, and in some locales no letters but these.
-- Without a list of entries that wait to be put in order: every search would read it.
CREATE INDEX "AuditEvent_search" ON "AuditEvent" USING gin (
  (ARRAY["organisationId"::text, "actorId"::text, action, "subjectId"]),
  "searchKey" gin_trgm_ops,
  (string_to_array(regexp_replace("searchKey", '[a-z0-9 \n"{}:,.@_\[\]-]+', '', 'g'), NULL))
) WITH (fastupdate = off);
