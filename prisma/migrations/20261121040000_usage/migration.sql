-- CreateTable
CREATE TABLE "ClientUse" (
    "clientId" UUID NOT NULL,
    "secretId" TEXT NOT NULL,
    "hour" TIMESTAMPTZ(0) NOT NULL,
    "count" INTEGER NOT NULL,
    "lastUsedAt" TIMESTAMPTZ(3) NOT NULL,
    "lastAddress" TEXT NOT NULL,

    CONSTRAINT "ClientUse_pkey" PRIMARY KEY ("clientId","secretId","hour")
);

-- CreateTable
CREATE TABLE "ReplacedSecret" (
    "id" TEXT NOT NULL,
    "clientId" UUID NOT NULL,
    "replacedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ReplacedSecret_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Refusal" (
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "reason" TEXT NOT NULL,
    "endpoint" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "sentClientId" TEXT,
    "clientId" UUID,
    "secretId" TEXT,
    "secretReplacedAt" TIMESTAMPTZ(3),
    "refusedScopes" TEXT[],

    CONSTRAINT "Refusal_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "ClientUse_hour_idx" ON "ClientUse"("hour");

-- CreateIndex
CREATE INDEX "ReplacedSecret_clientId_idx" ON "ReplacedSecret"("clientId");

-- CreateIndex
CREATE INDEX "ReplacedSecret_replacedAt_idx" ON "ReplacedSecret"("replacedAt");

-- CreateIndex
CREATE INDEX "Refusal_clientId_at_id_idx" ON "Refusal"("clientId", "at", "id");

-- AddForeignKey
ALTER TABLE "ClientUse" ADD CONSTRAINT "ClientUse_clientId_fkey" FOREIGN KEY ("clientId") REFERENCES "Client"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ReplacedSecret" ADD CONSTRAINT "ReplacedSecret_clientId_fkey" FOREIGN KEY ("clientId") REFERENCES "Client"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Refusal" ADD CONSTRAINT "Refusal_clientId_fkey" FOREIGN KEY ("clientId") REFERENCES "Client"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Whoever takes a secret away, `psql` included, leaves its public name behind. Secrets that go with their client leave none.
CREATE FUNCTION llavero_secrets_replaced() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "ReplacedSecret" (id, "clientId", "replacedAt")
  SELECT s.id, s."clientId", now() FROM before_rows s JOIN "Client" c ON c.id = s."clientId"
  ON CONFLICT (id) DO NOTHING;
  RETURN NULL;
END $$;

CREATE TRIGGER llavero_replaced AFTER DELETE ON "ClientSecret"
  REFERENCING OLD TABLE AS before_rows FOR EACH STATEMENT EXECUTE FUNCTION llavero_secrets_replaced();
