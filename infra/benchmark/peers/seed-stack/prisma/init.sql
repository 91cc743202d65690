-- What `prisma migrate` would make of schema.prisma, and the people and claims of the benchmark.
CREATE TYPE "Role" AS ENUM ('USER', 'ADMIN');

CREATE TABLE "User" (
  id          text PRIMARY KEY,
  email       text NOT NULL,
  "firstName" text NOT NULL,
  "lastName"  text NOT NULL,
  role        "Role" NOT NULL DEFAULT 'USER',
  "createdAt" timestamp(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE UNIQUE INDEX "User_email_key" ON "User"(email);

CREATE TABLE "Claim" (
  id          text PRIMARY KEY,
  "userId"    text NOT NULL REFERENCES "User"(id),
  status      text NOT NULL DEFAULT 'SUBMITTED',
  "createdAt" timestamp(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "updatedAt" timestamp(3) NOT NULL
);
CREATE INDEX "Claim_userId_idx" ON "Claim"("userId");

CREATE TABLE "Message" (
  id               text PRIMARY KEY,
  "claimId"        text NOT NULL REFERENCES "Claim"(id) ON DELETE CASCADE,
  "senderId"       text NOT NULL REFERENCES "User"(id),
  "receiverId"     text REFERENCES "User"(id),
  content          text NOT NULL,
  "isRead"         boolean NOT NULL DEFAULT false,
  "readAt"         timestamp(3),
  "isAdminMessage" boolean NOT NULL DEFAULT false,
  "createdAt"      timestamp(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "updatedAt"      timestamp(3) NOT NULL
);
CREATE INDEX "Message_claimId_idx" ON "Message"("claimId");
CREATE INDEX "Message_senderId_idx" ON "Message"("senderId");
CREATE INDEX "Message_receiverId_idx" ON "Message"("receiverId");
CREATE INDEX "Message_createdAt_idx" ON "Message"("createdAt");

CREATE TABLE "MessageAttachment" (
  id           text PRIMARY KEY,
  "messageId"  text NOT NULL REFERENCES "Message"(id) ON DELETE CASCADE,
  "fileName"   text NOT NULL,
  "fileType"   text NOT NULL,
  "fileSize"   int NOT NULL,
  "filePath"   text NOT NULL,
  "uploadedAt" timestamp(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE INDEX "MessageAttachment_messageId_idx" ON "MessageAttachment"("messageId");

-- clients u0 ... u19999, agents a0 ... a19999, and claim c<i> of client u<i>
INSERT INTO "User"(id, email, "firstName", "lastName", role)
SELECT 'u' || i, 'u' || i || '@ex.test', 'Prenom' || i, 'Nom' || i, 'USER'
FROM generate_series(0, 19999) i;

INSERT INTO "User"(id, email, "firstName", "lastName", role)
SELECT 'a' || i, 'a' || i || '@ex.test', 'Agent' || i, 'Nom' || i, 'ADMIN'
FROM generate_series(0, 19999) i;

INSERT INTO "Claim"(id, "userId", "updatedAt")
SELECT 'c' || i, 'u' || i, now()
FROM generate_series(0, 19999) i;

ANALYZE;
