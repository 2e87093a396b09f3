-- Client IDs of one's own choice: `<slug of the organisation>.<name>`. An organisation keeps its slug whatever it is called later.

-- CreateTable
CREATE TABLE "ChosenClientId" (
    "clientId" TEXT NOT NULL,
    "organisationId" UUID NOT NULL,
    "chosenAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ChosenClientId_pkey" PRIMARY KEY ("clientId")
);

-- AlterTable
ALTER TABLE "Organisation" ADD COLUMN "slug" TEXT NOT NULL DEFAULT '';

-- Letters without their accents, digits, and a hyphen for whatever stands between: `Inmobiliaria Ñandú, S.A.` is
-- `inmobiliaria-nandu-s-a`.
CREATE FUNCTION llavero_slug(name text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(
    nullif(trim(BOTH '-' FROM left(trim(BOTH '-' FROM regexp_replace(
      lower(regexp_replace(normalize(name, NFKD), '[\u0300-\u036F]', '', 'g')), '[^a-z0-9]+', '-', 'g')), 40)), ''),
    'organisation');
$$;

-- The first that is free of `sur`, `sur-2`, `sur-3` and so on; two organisations that are made at once take turns.
CREATE FUNCTION llavero_free_slug(name text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  base text := llavero_slug(name);
  candidate text := base;
  place int := 1;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('llavero slugs'));
  WHILE EXISTS (SELECT 1 FROM "Organisation" WHERE "slug" = candidate) LOOP
    place := place + 1;
    candidate := base || '-' || place;
  END LOOP;
  RETURN candidate;
END $$;

-- Those there are get theirs in the order in which they were made.
DO $$
DECLARE
  organisation RECORD;
BEGIN
  FOR organisation IN SELECT id, "name" FROM "Organisation" ORDER BY "createdAt", id LOOP
    UPDATE "Organisation" SET "slug" = llavero_free_slug(organisation."name") WHERE id = organisation.id;
  END LOOP;
END $$;

CREATE FUNCTION llavero_give_slug() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW."slug" := llavero_free_slug(NEW."name");
  RETURN NEW;
END $$;

CREATE TRIGGER llavero_give_slug BEFORE INSERT ON "Organisation"
  FOR EACH ROW EXECUTE FUNCTION llavero_give_slug();

-- CreateIndex
CREATE UNIQUE INDEX "Organisation_slug_key" ON "Organisation"("slug");
