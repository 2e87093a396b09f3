-- Where an organisation wants to be told of ends of secrets that come near, and the outbox of what it is told. And since when
-- an end is what it is: what has come near before it was set is told of by nobody.

-- CreateEnum
CREATE TYPE "DeliveryState" AS ENUM ('PENDING', 'DELIVERED', 'FAILED', 'CALLED_OFF');

-- CreateEnum
CREATE TYPE "DeliveryFailure" AS ENUM ('STATUS', 'REDIRECT', 'GONE', 'NAME_NOT_FOUND', 'PRIVATE_ADDRESS', 'NOT_HTTPS', 'CERTIFICATE', 'UNREACHABLE', 'TIMEOUT', 'CONNECTION_LOST', 'SECRET_UNREADABLE');

-- CreateTable
CREATE TABLE "Webhook" (
    "organisationId" UUID NOT NULL,
    "url" TEXT NOT NULL,
    "encryptedSecret" TEXT NOT NULL,
    "encryptedPreviousSecret" TEXT,
    "previousSecretEndsAt" TIMESTAMPTZ(3),
    "enabledAt" TIMESTAMPTZ(3),
    "goneAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Webhook_pkey" PRIMARY KEY ("organisationId")
);

-- CreateTable
CREATE TABLE "WebhookDelivery" (
    "id" UUID NOT NULL,
    "organisationId" UUID NOT NULL,
    "payload" JSONB NOT NULL,
    "secretId" TEXT,
    "expiresAt" TIMESTAMPTZ(3),
    "daysBefore" INTEGER,
    "state" "DeliveryState" NOT NULL DEFAULT 'PENDING',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "nextAttemptAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastAttemptAt" TIMESTAMPTZ(3),
    "statusCode" INTEGER,
    "failure" "DeliveryFailure",
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "WebhookDelivery_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "WebhookDelivery_organisationId_createdAt_idx" ON "WebhookDelivery"("organisationId", "createdAt");

-- CreateIndex
CREATE INDEX "WebhookDelivery_state_nextAttemptAt_idx" ON "WebhookDelivery"("state", "nextAttemptAt");

-- CreateIndex
CREATE UNIQUE INDEX "WebhookDelivery_secretId_expiresAt_daysBefore_key" ON "WebhookDelivery"("secretId", "expiresAt", "daysBefore");

-- AddForeignKey
ALTER TABLE "Webhook" ADD CONSTRAINT "Webhook_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "WebhookDelivery" ADD CONSTRAINT "WebhookDelivery_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Webhook"("organisationId") ON DELETE CASCADE ON UPDATE CASCADE;

-- The ends that are there were set when their secrets were made, or replaced.
ALTER TABLE "ClientSecret" ADD COLUMN "endSetAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;
UPDATE "ClientSecret" SET "endSetAt" = COALESCE("replacedAt", "createdAt");

CREATE FUNCTION llavero_end_set() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW."endSetAt" := now();
  RETURN NEW;
END $$;

CREATE TRIGGER llavero_end_set BEFORE UPDATE OF "expiresAt" ON "ClientSecret"
  FOR EACH ROW WHEN (OLD."expiresAt" IS DISTINCT FROM NEW."expiresAt") EXECUTE FUNCTION llavero_end_set();
