-- Whose tokens were taken back lately, for those who verify tokens by the keys alone. Every writer counts, `psql` included:
-- the row is written by a trigger, in the transaction that raises the generation or deletes the client.

-- CreateTable
CREATE TABLE "TokenRecall" (
    "clientId" TEXT NOT NULL,
    "organisationId" UUID NOT NULL,
    "lowestGeneration" INTEGER,
    "recalledAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "TokenRecall_pkey" PRIMARY KEY ("clientId")
);

-- CreateIndex
CREATE INDEX "TokenRecall_recalledAt_idx" ON "TokenRecall"("recalledAt");

-- 24 hours is the longest life of a token. An hour more, since `recalledAt` is when the transaction began, and clocks differ.
-- What another transaction is clearing away is left to it.
CREATE FUNCTION llavero_forget_recalls() RETURNS void LANGUAGE sql AS $$
  DELETE FROM "TokenRecall" WHERE "clientId" IN (
    SELECT "clientId" FROM "TokenRecall" WHERE "recalledAt" < now() - interval '25 hours' FOR UPDATE SKIP LOCKED);
$$;

CREATE FUNCTION llavero_recall_updated() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "TokenRecall" ("clientId", "organisationId", "lowestGeneration", "recalledAt")
  SELECT b."clientId", b."organisationId", n."tokenGeneration", now()
  FROM before_rows b LEFT JOIN now_rows n ON n."clientId" = b."clientId"
  WHERE n."clientId" IS NULL OR n."tokenGeneration" > b."tokenGeneration"
  ON CONFLICT ("clientId") DO UPDATE
    SET "lowestGeneration" = EXCLUDED."lowestGeneration", "recalledAt" = EXCLUDED."recalledAt";
  IF FOUND THEN
    PERFORM llavero_forget_recalls();
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION llavero_recall_deleted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "TokenRecall" ("clientId", "organisationId", "lowestGeneration", "recalledAt")
  SELECT "clientId", "organisationId", NULL, now() FROM before_rows
  ON CONFLICT ("clientId") DO UPDATE SET "lowestGeneration" = NULL, "recalledAt" = EXCLUDED."recalledAt";
  IF FOUND THEN
    PERFORM llavero_forget_recalls();
  END IF;
  RETURN NULL;
END $$;

-- A truncation has no table of its rows, so they are read before they go.
CREATE FUNCTION llavero_recall_truncated() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "TokenRecall" ("clientId", "organisationId", "lowestGeneration", "recalledAt")
  SELECT "clientId", "organisationId", NULL, now() FROM "Client"
  ON CONFLICT ("clientId") DO UPDATE SET "lowestGeneration" = NULL, "recalledAt" = EXCLUDED."recalledAt";
  RETURN NULL;
END $$;

CREATE TRIGGER llavero_recall_updated AFTER UPDATE ON "Client"
  REFERENCING OLD TABLE AS before_rows NEW TABLE AS now_rows FOR EACH STATEMENT EXECUTE FUNCTION llavero_recall_updated();
CREATE TRIGGER llavero_recall_deleted AFTER DELETE ON "Client"
  REFERENCING OLD TABLE AS before_rows FOR EACH STATEMENT EXECUTE FUNCTION llavero_recall_deleted();
CREATE TRIGGER llavero_recall_truncated BEFORE TRUNCATE ON "Client"
  FOR EACH STATEMENT EXECUTE FUNCTION llavero_recall_truncated();

-- Every process hears that there is news, on the channel `llavero_token_recalls`. Rows that are forgotten are none.
CREATE FUNCTION llavero_tell_recalls() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM now_rows) THEN
    PERFORM pg_notify('llavero_token_recalls', '');
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER llavero_inserted AFTER INSERT ON "TokenRecall"
  REFERENCING NEW TABLE AS now_rows FOR EACH STATEMENT EXECUTE FUNCTION llavero_tell_recalls();
CREATE TRIGGER llavero_updated AFTER UPDATE ON "TokenRecall"
  REFERENCING NEW TABLE AS now_rows FOR EACH STATEMENT EXECUTE FUNCTION llavero_tell_recalls();
