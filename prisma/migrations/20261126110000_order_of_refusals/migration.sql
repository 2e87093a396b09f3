-- By the time alone, a refusal after a clock was set back would be the first to be forgotten.
ALTER TABLE "Refusal" ADD COLUMN "place" BIGSERIAL NOT NULL;

DROP INDEX "Refusal_clientId_at_id_idx";

CREATE INDEX "Refusal_clientId_place_idx" ON "Refusal"("clientId", "place");
