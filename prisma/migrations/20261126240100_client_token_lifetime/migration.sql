-- A client's tokens may live for another time than those of others. Those there are keep that of the API.

-- AlterTable
ALTER TABLE "Client" ADD COLUMN "accessTokenLifetimeSeconds" INTEGER;

-- The keys and the lists of what was taken back are kept for the longest life that there is.
ALTER TABLE "Client" ADD CONSTRAINT "Client_lifetime" CHECK ("accessTokenLifetimeSeconds" BETWEEN 60 AND 86400);
