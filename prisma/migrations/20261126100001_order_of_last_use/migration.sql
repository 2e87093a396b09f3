-- Every client has a row of usage from the beginning, with its organisation: one index then holds the order of last use,
-- and in it those that were never used.

-- AlterTable
ALTER TABLE "ClientUsage" ADD COLUMN "organisationId" UUID, ALTER COLUMN "lastUsedAt" DROP NOT NULL;

-- DropIndex
DROP INDEX "ClientUsage_lastUsedAt_idx";

CREATE FUNCTION llavero_usage_inserted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "ClientUsage" ("clientId", "organisationId") SELECT id, "organisationId" FROM now_rows;
  RETURN NULL;
END $$;

-- Clients can move from one organisation to another.
CREATE FUNCTION llavero_usage_updated() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE "ClientUsage" u SET "organisationId" = n."organisationId"
  FROM now_rows n WHERE u."clientId" = n.id AND u."organisationId" <> n."organisationId";
  RETURN NULL;
END $$;

CREATE TRIGGER llavero_usage_inserted AFTER INSERT ON "Client"
  REFERENCING NEW TABLE AS now_rows FOR EACH STATEMENT EXECUTE FUNCTION llavero_usage_inserted();
CREATE TRIGGER llavero_usage_updated AFTER UPDATE ON "Client"
  REFERENCING OLD TABLE AS before_rows NEW TABLE AS now_rows FOR EACH STATEMENT EXECUTE FUNCTION llavero_usage_updated();

UPDATE "ClientUsage" u SET "organisationId" = c."organisationId" FROM "Client" c WHERE c.id = u."clientId";
INSERT INTO "ClientUsage" ("clientId", "organisationId")
SELECT id, "organisationId" FROM "Client" ON CONFLICT ("clientId") DO NOTHING;
ALTER TABLE "ClientUsage" ALTER COLUMN "organisationId" SET NOT NULL;

-- A client that was never used stands before all others.
CREATE INDEX "ClientUsage_order" ON "ClientUsage" ("organisationId", COALESCE("lastUsedAt", '-infinity'), "clientId");
