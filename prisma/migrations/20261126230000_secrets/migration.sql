-- A client may have several secrets, each with a beginning, an end and a description of its own; and it is known when each
-- was first and last used. The secrets that are there go on without an end.

ALTER TABLE "ClientSecret"
  ADD COLUMN "description" TEXT,
  ADD COLUMN "replacedAt" TIMESTAMPTZ(3);

-- CreateIndex
CREATE INDEX "ClientSecret_expiresAt_idx" ON "ClientSecret"("expiresAt");

-- CreateTable
CREATE TABLE "SecretUsage" (
    "secretId" TEXT NOT NULL,
    "firstUsedAt" TIMESTAMPTZ(3) NOT NULL,
    "lastUsedAt" TIMESTAMPTZ(3) NOT NULL,
    "lastAddress" TEXT NOT NULL,

    CONSTRAINT "SecretUsage_pkey" PRIMARY KEY ("secretId")
);

-- AddForeignKey
ALTER TABLE "SecretUsage" ADD CONSTRAINT "SecretUsage_secretId_fkey" FOREIGN KEY ("secretId") REFERENCES "ClientSecret"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What the hours tell of the secrets that are there: a first use is known to the hour.
INSERT INTO "SecretUsage" ("secretId", "firstUsedAt", "lastUsedAt", "lastAddress")
SELECT u."secretId", min(u.hour), max(u."lastUsedAt"), (array_agg(u."lastAddress" ORDER BY u."lastUsedAt" DESC))[1]
FROM "ClientUse" u JOIN "ClientSecret" s ON s.id = u."secretId" GROUP BY u."secretId";
