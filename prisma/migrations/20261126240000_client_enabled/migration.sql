-- A client can be disabled for a while. Those there are stay enabled.

-- AlterTable
ALTER TABLE "Client" ADD COLUMN "enabled" BOOLEAN NOT NULL DEFAULT true;
