-- AlterTable
ALTER TABLE "Organisation" ADD COLUMN     "auditRetentionDays" INTEGER;

-- CreateTable
CREATE TABLE "AuditCheckpoint" (
    "organisationId" UUID NOT NULL,
    "sequence" INTEGER NOT NULL,
    "hash" TEXT NOT NULL,
    "removedUntil" TIMESTAMPTZ(3) NOT NULL,
    "madeAt" TIMESTAMPTZ(3) NOT NULL,
    "seal" TEXT NOT NULL,

    CONSTRAINT "AuditCheckpoint_pkey" PRIMARY KEY ("organisationId")
);
