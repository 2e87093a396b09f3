-- A client may authenticate by a key instead of a secret (RFC 7523): only its public keys are kept.

-- CreateEnum
CREATE TYPE "AuthenticationMethod" AS ENUM ('CLIENT_SECRET', 'PRIVATE_KEY_JWT');

-- AlterTable
ALTER TABLE "Client"
  ADD COLUMN "authenticationMethod" "AuthenticationMethod" NOT NULL DEFAULT 'CLIENT_SECRET',
  ADD COLUMN "jwks" JSONB;

ALTER TABLE "Client" ADD CONSTRAINT "Client_keys_of_method"
  CHECK (("authenticationMethod" = 'PRIVATE_KEY_JWT') = ("jwks" IS NOT NULL));

-- CreateTable
CREATE TABLE "UsedAssertion" (
    "key" TEXT NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "UsedAssertion_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE INDEX "UsedAssertion_expiresAt_idx" ON "UsedAssertion"("expiresAt");
