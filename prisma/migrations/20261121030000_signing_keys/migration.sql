-- Several signing keys: one that signs, the one after it, those before it, and those that were taken out.

-- AlterEnum
ALTER TYPE "SigningKeyState" ADD VALUE 'REVOKED';

-- AlterTable
ALTER TABLE "SigningKey"
  ALTER COLUMN "state" DROP DEFAULT,
  ALTER COLUMN "encryptedPrivateJwk" DROP NOT NULL,
  ADD COLUMN "activatedAt" TIMESTAMPTZ(3),
  ADD COLUMN "retiredAt" TIMESTAMPTZ(3),
  ADD COLUMN "revokedAt" TIMESTAMPTZ(3);

UPDATE "SigningKey" SET "activatedAt" = "createdAt" WHERE "state" = 'CURRENT';

-- A key that will not sign any more has no private half: nobody can sign with it, master key or not.
ALTER TABLE "SigningKey" ADD CONSTRAINT "SigningKey_private_half"
  CHECK (("state" IN ('NEXT', 'CURRENT')) = ("encryptedPrivateJwk" IS NOT NULL));

CREATE UNIQUE INDEX "SigningKey_one_of_each" ON "SigningKey" ("state") WHERE "state" IN ('NEXT', 'CURRENT');

-- Every process hears that the keys changed, whoever changes them, and reads them again.
CREATE FUNCTION llavero_signing_keys_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('llavero_signing_keys', '');
  RETURN NULL;
END $$;

CREATE TRIGGER llavero_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "SigningKey"
  FOR EACH STATEMENT EXECUTE FUNCTION llavero_signing_keys_changed();
