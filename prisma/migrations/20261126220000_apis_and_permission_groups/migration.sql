-- APIs with scopes of their own, and permission groups. Clients keep the scopes they have: the first start afterwards makes
-- the default API of each organisation, whose audience the environment names, with `read`, `create`, `update` and `delete`.

-- CreateTable
CREATE TABLE "Api" (
    "id" UUID NOT NULL,
    "organisationId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "nameKey" TEXT NOT NULL,
    "audience" TEXT NOT NULL,
    "isDefault" BOOLEAN NOT NULL DEFAULT false,
    "tokenLifetimeSeconds" INTEGER NOT NULL DEFAULT 3600,
    "signingAlgorithm" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Api_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ApiScope" (
    "id" UUID NOT NULL,
    "organisationId" UUID NOT NULL,
    "apiId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "titleEn" TEXT NOT NULL,
    "titleEs" TEXT NOT NULL,
    "descriptionEn" TEXT NOT NULL,
    "descriptionEs" TEXT NOT NULL,

    CONSTRAINT "ApiScope_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PermissionGroup" (
    "id" UUID NOT NULL,
    "organisationId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "nameKey" TEXT NOT NULL,
    "nameSort" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "PermissionGroup_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PermissionGroupScope" (
    "groupId" UUID NOT NULL,
    "scopeId" UUID NOT NULL,
    "organisationId" UUID NOT NULL,

    CONSTRAINT "PermissionGroupScope_pkey" PRIMARY KEY ("groupId","scopeId")
);

-- CreateTable
CREATE TABLE "ClientPermissionGroup" (
    "clientId" UUID NOT NULL,
    "groupId" UUID NOT NULL,
    "organisationId" UUID NOT NULL,

    CONSTRAINT "ClientPermissionGroup_pkey" PRIMARY KEY ("clientId","groupId")
);

-- CreateIndex
CREATE UNIQUE INDEX "Api_audience_key" ON "Api"("audience");

-- CreateIndex
CREATE UNIQUE INDEX "Api_id_organisationId_key" ON "Api"("id", "organisationId");

-- CreateIndex
CREATE UNIQUE INDEX "Api_organisationId_nameKey_key" ON "Api"("organisationId", "nameKey");

-- CreateIndex
CREATE INDEX "ApiScope_apiId_position_idx" ON "ApiScope"("apiId", "position");

-- CreateIndex
CREATE UNIQUE INDEX "ApiScope_id_organisationId_key" ON "ApiScope"("id", "organisationId");

-- CreateIndex
CREATE UNIQUE INDEX "ApiScope_organisationId_name_key" ON "ApiScope"("organisationId", "name");

-- CreateIndex
CREATE UNIQUE INDEX "PermissionGroup_id_organisationId_key" ON "PermissionGroup"("id", "organisationId");

-- CreateIndex
CREATE UNIQUE INDEX "PermissionGroup_organisationId_nameKey_key" ON "PermissionGroup"("organisationId", "nameKey");

-- CreateIndex
CREATE INDEX "PermissionGroupScope_scopeId_idx" ON "PermissionGroupScope"("scopeId");

-- CreateIndex
CREATE INDEX "ClientPermissionGroup_groupId_idx" ON "ClientPermissionGroup"("groupId");

-- AddForeignKey
ALTER TABLE "Api" ADD CONSTRAINT "Api_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ApiScope" ADD CONSTRAINT "ApiScope_apiId_organisationId_fkey" FOREIGN KEY ("apiId", "organisationId") REFERENCES "Api"("id", "organisationId") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PermissionGroup" ADD CONSTRAINT "PermissionGroup_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PermissionGroupScope" ADD CONSTRAINT "PermissionGroupScope_groupId_organisationId_fkey" FOREIGN KEY ("groupId", "organisationId") REFERENCES "PermissionGroup"("id", "organisationId") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PermissionGroupScope" ADD CONSTRAINT "PermissionGroupScope_scopeId_organisationId_fkey" FOREIGN KEY ("scopeId", "organisationId") REFERENCES "ApiScope"("id", "organisationId") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ClientPermissionGroup" ADD CONSTRAINT "ClientPermissionGroup_clientId_fkey" FOREIGN KEY ("clientId") REFERENCES "Client"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ClientPermissionGroup" ADD CONSTRAINT "ClientPermissionGroup_groupId_organisationId_fkey" FOREIGN KEY ("groupId", "organisationId") REFERENCES "PermissionGroup"("id", "organisationId") ON DELETE CASCADE ON UPDATE CASCADE;


ALTER TABLE "Api" ADD CONSTRAINT "Api_lifetime" CHECK ("tokenLifetimeSeconds" BETWEEN 60 AND 86400);

CREATE UNIQUE INDEX "Api_one_default" ON "Api" ("organisationId") WHERE "isDefault";

-- Each algorithm that an API signs with has a key that signs and one after it.
DROP INDEX "SigningKey_one_of_each";
CREATE UNIQUE INDEX "SigningKey_one_of_each" ON "SigningKey" ("algorithm", "state") WHERE "state" IN ('NEXT', 'CURRENT');

-- A scope that goes is taken from the clients that have it, in the same transaction and whoever deletes it: what a foreign
-- key would do, had the names rows of their own. It is a new version of those clients.
CREATE FUNCTION llavero_scopes_deleted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE "Client" c
  SET "scopes" = ARRAY(
        SELECT kept.name FROM unnest(c."scopes") WITH ORDINALITY AS kept(name, place)
        WHERE kept.name <> ALL (gone.names) ORDER BY kept.place),
      "updatedAt" = GREATEST(clock_timestamp(), c."updatedAt" + interval '1 millisecond')
  FROM (SELECT "organisationId", array_agg("name") AS names FROM changed_rows GROUP BY 1) gone
  WHERE c."organisationId" = gone."organisationId" AND c."scopes" && gone.names;
  RETURN NULL;
END $$;

CREATE TRIGGER llavero_scopes_deleted AFTER DELETE ON "ApiScope"
  REFERENCING OLD TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION llavero_scopes_deleted();

-- Every process hears what changes what clients may do. `@` and an organisation's id stands for all of its clients.
CREATE FUNCTION llavero_tell_organisations() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  changed text[];
BEGIN
  SELECT array_agg(DISTINCT '@' || "organisationId") INTO changed FROM changed_rows;
  PERFORM llavero_tell_clients(COALESCE(changed, '{}'));
  RETURN NULL;
END $$;

CREATE FUNCTION llavero_groups_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM llavero_tell_clients(ARRAY(
    SELECT DISTINCT c."clientId" FROM changed_rows r
    JOIN "ClientPermissionGroup" g ON g."groupId" = r."groupId" JOIN "Client" c ON c.id = g."clientId" LIMIT 61));
  RETURN NULL;
END $$;

CREATE FUNCTION llavero_client_groups_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM llavero_tell_clients(ARRAY(
    SELECT DISTINCT c."clientId" FROM changed_rows r JOIN "Client" c ON c.id = r."clientId" LIMIT 61));
  RETURN NULL;
END $$;

CREATE FUNCTION llavero_apis_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('llavero_apis', '');
  RETURN NULL;
END $$;

CREATE TRIGGER llavero_inserted AFTER INSERT ON "Api"
  REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION llavero_tell_organisations();
CREATE TRIGGER llavero_updated AFTER UPDATE ON "Api"
  REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION llavero_tell_organisations();
CREATE TRIGGER llavero_deleted AFTER DELETE ON "Api"
  REFERENCING OLD TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION llavero_tell_organisations();
CREATE TRIGGER llavero_truncated AFTER TRUNCATE ON "Api"
  FOR EACH STATEMENT EXECUTE FUNCTION llavero_clients_truncated();
CREATE TRIGGER llavero_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "Api"
  FOR EACH STATEMENT EXECUTE FUNCTION llavero_apis_changed();

CREATE TRIGGER llavero_inserted AFTER INSERT ON "ApiScope"
  REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION llavero_tell_organisations();
CREATE TRIGGER llavero_updated AFTER UPDATE ON "ApiScope"
  REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION llavero_tell_organisations();
CREATE TRIGGER llavero_deleted AFTER DELETE ON "ApiScope"
  REFERENCING OLD TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION llavero_tell_organisations();
CREATE TRIGGER llavero_truncated AFTER TRUNCATE ON "ApiScope"
  FOR EACH STATEMENT EXECUTE FUNCTION llavero_clients_truncated();

-- What goes with a scope finds its group; what goes with a group finds none, and its clients lose it by the triggers below.
CREATE TRIGGER llavero_inserted AFTER INSERT ON "PermissionGroupScope"
  REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION llavero_groups_changed();
CREATE TRIGGER llavero_updated AFTER UPDATE ON "PermissionGroupScope"
  REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION llavero_groups_changed();
CREATE TRIGGER llavero_deleted AFTER DELETE ON "PermissionGroupScope"
  REFERENCING OLD TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION llavero_groups_changed();
CREATE TRIGGER llavero_truncated AFTER TRUNCATE ON "PermissionGroupScope"
  FOR EACH STATEMENT EXECUTE FUNCTION llavero_clients_truncated();

CREATE TRIGGER llavero_inserted AFTER INSERT ON "ClientPermissionGroup"
  REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION llavero_client_groups_changed();
CREATE TRIGGER llavero_updated AFTER UPDATE ON "ClientPermissionGroup"
  REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION llavero_client_groups_changed();
CREATE TRIGGER llavero_deleted AFTER DELETE ON "ClientPermissionGroup"
  REFERENCING OLD TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION llavero_client_groups_changed();
CREATE TRIGGER llavero_truncated AFTER TRUNCATE ON "ClientPermissionGroup"
  FOR EACH STATEMENT EXECUTE FUNCTION llavero_clients_truncated();
