-- An audience that an organisation has used stays its own, also when none of its APIs has it any more.

-- CreateTable
CREATE TABLE "KeptAudience" (
    "audience" TEXT NOT NULL,
    "organisationId" UUID NOT NULL,

    CONSTRAINT "KeptAudience_pkey" PRIMARY KEY ("audience")
);

-- CreateIndex
CREATE UNIQUE INDEX "KeptAudience_audience_organisationId_key" ON "KeptAudience"("audience", "organisationId");

INSERT INTO "KeptAudience" ("audience", "organisationId") SELECT "audience", "organisationId" FROM "Api";

-- AddForeignKey
ALTER TABLE "Api" ADD CONSTRAINT "Api_audience_organisationId_fkey" FOREIGN KEY ("audience", "organisationId") REFERENCES "KeptAudience"("audience", "organisationId") ON DELETE RESTRICT ON UPDATE CASCADE;
