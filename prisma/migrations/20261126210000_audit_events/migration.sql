-- CreateTable
CREATE TABLE "AuditEvent" (
    "organisationId" UUID NOT NULL,
    "sequence" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actorId" UUID,
    "actorName" TEXT,
    "actorEmail" TEXT,
    "address" TEXT,
    "userAgent" TEXT,
    "action" TEXT NOT NULL,
    "subjectType" TEXT NOT NULL,
    "subjectId" TEXT NOT NULL,
    "subjectName" TEXT NOT NULL,
    "before" JSONB,
    "after" JSONB,
    "previousHash" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "searchKey" TEXT NOT NULL,

    CONSTRAINT "AuditEvent_pkey" PRIMARY KEY ("organisationId","sequence")
);

-- CreateIndex
CREATE INDEX "AuditEvent_organisationId_subjectType_subjectId_sequence_idx" ON "AuditEvent"("organisationId", "subjectType", "subjectId", "sequence");

-- CreateIndex
CREATE INDEX "AuditEvent_organisationId_actorId_sequence_idx" ON "AuditEvent"("organisationId", "actorId", "sequence");

-- CreateIndex
CREATE INDEX "AuditEvent_organisationId_action_sequence_idx" ON "AuditEvent"("organisationId", "action", "sequence");

-- CreateIndex
CREATE INDEX "AuditEvent_organisationId_at_idx" ON "AuditEvent"("organisationId", "at");
