-- From where a client may ask. Those there are may ask from anywhere, as before.

-- AlterTable
ALTER TABLE "Client" ADD COLUMN "allowedAddresses" TEXT[] DEFAULT ARRAY[]::TEXT[];
