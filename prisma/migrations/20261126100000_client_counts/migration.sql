-- How many clients each organisation has is kept, so that a list of a million is counted at once. A row is a change of the
-- number, and the number is their sum: whoever registers or deletes clients adds a row and waits for nobody.

-- CreateTable
CREATE TABLE "ClientCount" (
    "id" BIGSERIAL NOT NULL,
    "organisationId" UUID NOT NULL,
    "change" INTEGER NOT NULL,

    CONSTRAINT "ClientCount_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "ClientCount_organisationId_idx" ON "ClientCount"("organisationId");

-- Once in a while the rows of an organisation are put together, so that they stay few. Those that another transaction is
-- putting together are left to it. In a stricter isolation the rows could have gone meanwhile, and the caller would fail.
CREATE FUNCTION llavero_fold_client_counts(organisation uuid) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF random() > 1.0 / 32 OR current_setting('transaction_isolation') <> 'read committed' THEN
    RETURN;
  END IF;
  WITH folded AS (
    DELETE FROM "ClientCount" WHERE id = ANY(ARRAY(
      SELECT id FROM "ClientCount" WHERE "organisationId" = organisation LIMIT 10000 FOR UPDATE SKIP LOCKED))
    RETURNING change
  )
  INSERT INTO "ClientCount" ("organisationId", change)
  SELECT organisation, sum(change) FROM folded HAVING sum(change) <> 0;
END $$;

CREATE FUNCTION llavero_count_inserted() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  organisation uuid;
BEGIN
  FOR organisation IN
    INSERT INTO "ClientCount" ("organisationId", change)
    SELECT "organisationId", count(*) FROM now_rows GROUP BY "organisationId" RETURNING "organisationId"
  LOOP
    PERFORM llavero_fold_client_counts(organisation);
  END LOOP;
  RETURN NULL;
END $$;

-- Clients can move from one organisation to another.
CREATE FUNCTION llavero_count_updated() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "ClientCount" ("organisationId", change)
  SELECT "organisationId", sum(change) FROM (
    SELECT "organisationId", 1 AS change FROM now_rows UNION ALL SELECT "organisationId", -1 FROM before_rows
  ) changes
  GROUP BY "organisationId" HAVING sum(change) <> 0;
  RETURN NULL;
END $$;

-- Clients that go with their organisation need no counting: its rows go, too.
CREATE FUNCTION llavero_count_deleted() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  organisation uuid;
BEGIN
  FOR organisation IN
    INSERT INTO "ClientCount" ("organisationId", change)
    SELECT b."organisationId", -count(*) FROM before_rows b JOIN "Organisation" o ON o.id = b."organisationId"
    GROUP BY b."organisationId" RETURNING "organisationId"
  LOOP
    PERFORM llavero_fold_client_counts(organisation);
  END LOOP;
  RETURN NULL;
END $$;

CREATE FUNCTION llavero_count_truncated() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM "ClientCount";
  RETURN NULL;
END $$;

CREATE FUNCTION llavero_count_without_organisation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM "ClientCount" WHERE "organisationId" IN (SELECT id FROM before_rows);
  RETURN NULL;
END $$;

CREATE TRIGGER llavero_count_inserted AFTER INSERT ON "Client"
  REFERENCING NEW TABLE AS now_rows FOR EACH STATEMENT EXECUTE FUNCTION llavero_count_inserted();
CREATE TRIGGER llavero_count_updated AFTER UPDATE ON "Client"
  REFERENCING OLD TABLE AS before_rows NEW TABLE AS now_rows FOR EACH STATEMENT EXECUTE FUNCTION llavero_count_updated();
CREATE TRIGGER llavero_count_deleted AFTER DELETE ON "Client"
  REFERENCING OLD TABLE AS before_rows FOR EACH STATEMENT EXECUTE FUNCTION llavero_count_deleted();
CREATE TRIGGER llavero_count_truncated AFTER TRUNCATE ON "Client"
  FOR EACH STATEMENT EXECUTE FUNCTION llavero_count_truncated();
CREATE TRIGGER llavero_count_without_organisation AFTER DELETE ON "Organisation"
  REFERENCING OLD TABLE AS before_rows FOR EACH STATEMENT EXECUTE FUNCTION llavero_count_without_organisation();

-- From here on nobody changes a client before this migration is done: a new trigger holds writers off.
INSERT INTO "ClientCount" ("organisationId", change)
SELECT "organisationId", count(*) FROM "Client" GROUP BY "organisationId";
