-- Who answers for a client, whom to call, and labels. Those there are have none; the search finds what it found.

-- AlterTable
ALTER TABLE "Client" ADD COLUMN "ownerName" TEXT,
ADD COLUMN "ownerEmail" TEXT,
ADD COLUMN "technicalContactName" TEXT,
ADD COLUMN "technicalContactEmail" TEXT,
ADD COLUMN "labels" TEXT[] DEFAULT ARRAY[]::TEXT[];
