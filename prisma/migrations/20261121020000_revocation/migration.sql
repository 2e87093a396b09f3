-- Access tokens are taken back: one by one (RFC 7009), and looked up by those who protect an API (RFC 7662).

-- AlterTable
ALTER TABLE "Client" ADD COLUMN "mayIntrospect" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "RevokedToken" (
    "jti" TEXT NOT NULL,
    "organisationId" UUID NOT NULL,
    "clientId" UUID NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "RevokedToken_pkey" PRIMARY KEY ("jti")
);

-- CreateIndex
CREATE INDEX "RevokedToken_organisationId_expiresAt_idx" ON "RevokedToken"("organisationId", "expiresAt");

-- CreateIndex
CREATE INDEX "RevokedToken_clientId_idx" ON "RevokedToken"("clientId");

-- CreateIndex
CREATE INDEX "RevokedToken_expiresAt_idx" ON "RevokedToken"("expiresAt");

-- AddForeignKey
ALTER TABLE "RevokedToken" ADD CONSTRAINT "RevokedToken_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RevokedToken" ADD CONSTRAINT "RevokedToken_clientId_fkey" FOREIGN KEY ("clientId") REFERENCES "Client"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Every process hears of every token that is revoked: the channel `llavero_revoked_tokens` carries `<jti>:<expiry in seconds
-- since 1970>`, separated by blanks, or `*` where there are too many to name, or anything else happened to the table. Rows
-- that go after their expiry are no news.

CREATE FUNCTION llavero_revoked_tokens_inserted() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  told text[] := ARRAY(SELECT "jti" || ':' || ceil(extract(epoch FROM "expiresAt"))::bigint FROM now_rows);
BEGIN
  IF cardinality(told) > 60 OR length(array_to_string(told, ' ')) > 7000 THEN
    PERFORM pg_notify('llavero_revoked_tokens', '*');
  ELSIF cardinality(told) > 0 THEN
    PERFORM pg_notify('llavero_revoked_tokens', array_to_string(told, ' '));
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION llavero_revoked_tokens_deleted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM before_rows WHERE "expiresAt" > now()) THEN
    PERFORM pg_notify('llavero_revoked_tokens', '*');
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION llavero_revoked_tokens_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('llavero_revoked_tokens', '*');
  RETURN NULL;
END $$;

CREATE TRIGGER llavero_inserted AFTER INSERT ON "RevokedToken"
  REFERENCING NEW TABLE AS now_rows FOR EACH STATEMENT EXECUTE FUNCTION llavero_revoked_tokens_inserted();
CREATE TRIGGER llavero_deleted AFTER DELETE ON "RevokedToken"
  REFERENCING OLD TABLE AS before_rows FOR EACH STATEMENT EXECUTE FUNCTION llavero_revoked_tokens_deleted();
CREATE TRIGGER llavero_changed AFTER UPDATE OR TRUNCATE ON "RevokedToken"
  FOR EACH STATEMENT EXECUTE FUNCTION llavero_revoked_tokens_changed();
