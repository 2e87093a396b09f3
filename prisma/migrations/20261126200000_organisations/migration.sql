-- Several organisations share one installation; one of them is its operator's: the first, which the first start made.

-- AlterTable
ALTER TABLE "Organisation" ADD COLUMN "isOperator" BOOLEAN NOT NULL DEFAULT false;

UPDATE "Organisation" SET "isOperator" = true
WHERE "id" = (SELECT "id" FROM "Organisation" ORDER BY "createdAt", "id" LIMIT 1);

CREATE UNIQUE INDEX "Organisation_one_operator" ON "Organisation" ("isOperator") WHERE "isOperator";
