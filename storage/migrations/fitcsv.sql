-- FitCSV's tables of January 2026 as Prisma makes them; created only where they are missing.
CREATE TABLE "Program" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT,
    "userId" TEXT NOT NULL,
    "isActive" BOOLEAN NOT NULL DEFAULT false,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL,
    "isUserCreated" BOOLEAN NOT NULL DEFAULT false,
    "programType" TEXT NOT NULL DEFAULT 'strength',
    "isArchived" BOOLEAN NOT NULL DEFAULT false,
    "archivedAt" TIMESTAMP(3),

    CONSTRAINT "Program_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "Week" (
    "id" TEXT NOT NULL,
    "weekNumber" INTEGER NOT NULL,
    "programId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,

    CONSTRAINT "Week_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "Workout" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "dayNumber" INTEGER NOT NULL,
    "weekId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,

    CONSTRAINT "Workout_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "ExerciseDefinition" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "normalizedName" TEXT NOT NULL,
    "aliases" TEXT[],
    "category" TEXT,
    "isSystem" BOOLEAN NOT NULL DEFAULT false,
    "createdBy" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL,
    "equipment" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "instructions" TEXT,
    "primaryFAUs" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "secondaryFAUs" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "userId" TEXT NOT NULL,

    CONSTRAINT "ExerciseDefinition_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "Exercise" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "exerciseDefinitionId" TEXT NOT NULL,
    "order" INTEGER NOT NULL,
    "exerciseGroup" TEXT,
    "workoutId" TEXT,
    "notes" TEXT,
    "isOneOff" BOOLEAN NOT NULL DEFAULT false,
    "workoutCompletionId" TEXT,
    "userId" TEXT NOT NULL,

    CONSTRAINT "Exercise_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "PrescribedSet" (
    "id" TEXT NOT NULL,
    "setNumber" INTEGER NOT NULL,
    "reps" TEXT NOT NULL,
    "weight" TEXT,
    "rpe" INTEGER,
    "rir" INTEGER,
    "exerciseId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,

    CONSTRAINT "PrescribedSet_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "WorkoutCompletion" (
    "id" TEXT NOT NULL,
    "workoutId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "completedAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "status" TEXT NOT NULL,
    "notes" TEXT,

    CONSTRAINT "WorkoutCompletion_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "LoggedSet" (
    "id" TEXT NOT NULL,
    "setNumber" INTEGER NOT NULL,
    "reps" INTEGER NOT NULL,
    "weight" DOUBLE PRECISION NOT NULL,
    "weightUnit" TEXT NOT NULL DEFAULT 'lbs',
    "rpe" INTEGER,
    "rir" INTEGER,
    "exerciseId" TEXT NOT NULL,
    "completionId" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "userId" TEXT NOT NULL,

    CONSTRAINT "LoggedSet_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "AIJob" (
    "id" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'queued',
    "params" JSONB NOT NULL,
    "result" JSONB,
    "error" TEXT,
    "model" TEXT,
    "inputTokens" INTEGER,
    "outputTokens" INTEGER,
    "cost" DOUBLE PRECISION,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "startedAt" TIMESTAMP(3),
    "completedAt" TIMESTAMP(3),
    "duration" INTEGER,

    CONSTRAINT "AIJob_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "Program_userId_isActive_idx" ON "Program"("userId", "isActive");
CREATE INDEX "Program_userId_idx" ON "Program"("userId");
CREATE INDEX "Program_userId_isUserCreated_idx" ON "Program"("userId", "isUserCreated");
CREATE INDEX "Program_userId_isArchived_idx" ON "Program"("userId", "isArchived");
CREATE UNIQUE INDEX "Week_programId_weekNumber_key" ON "Week"("programId", "weekNumber");
CREATE INDEX "Week_programId_idx" ON "Week"("programId");
CREATE INDEX "Week_userId_idx" ON "Week"("userId");
CREATE UNIQUE INDEX "Workout_weekId_dayNumber_key" ON "Workout"("weekId", "dayNumber");
CREATE INDEX "Workout_weekId_idx" ON "Workout"("weekId");
CREATE INDEX "Workout_userId_idx" ON "Workout"("userId");
CREATE UNIQUE INDEX "ExerciseDefinition_normalizedName_key" ON "ExerciseDefinition"("normalizedName");
CREATE INDEX "ExerciseDefinition_normalizedName_idx" ON "ExerciseDefinition"("normalizedName");
CREATE INDEX "ExerciseDefinition_isSystem_idx" ON "ExerciseDefinition"("isSystem");
CREATE INDEX "ExerciseDefinition_createdBy_idx" ON "ExerciseDefinition"("createdBy");
CREATE INDEX "ExerciseDefinition_primaryFAUs_idx" ON "ExerciseDefinition"("primaryFAUs");
CREATE INDEX "ExerciseDefinition_userId_idx" ON "ExerciseDefinition"("userId");
CREATE INDEX "Exercise_workoutId_idx" ON "Exercise"("workoutId");
CREATE INDEX "Exercise_exerciseDefinitionId_idx" ON "Exercise"("exerciseDefinitionId");
CREATE INDEX "Exercise_userId_idx" ON "Exercise"("userId");
CREATE INDEX "Exercise_exerciseDefinitionId_userId_idx" ON "Exercise"("exerciseDefinitionId", "userId");
CREATE INDEX "Exercise_workoutCompletionId_idx" ON "Exercise"("workoutCompletionId");
CREATE INDEX "PrescribedSet_exerciseId_idx" ON "PrescribedSet"("exerciseId");
CREATE INDEX "PrescribedSet_userId_idx" ON "PrescribedSet"("userId");
CREATE INDEX "WorkoutCompletion_workoutId_userId_idx" ON "WorkoutCompletion"("workoutId", "userId");
CREATE INDEX "WorkoutCompletion_userId_completedAt_idx" ON "WorkoutCompletion"("userId", "completedAt");
CREATE INDEX "WorkoutCompletion_userId_status_completedAt_idx" ON "WorkoutCompletion"("userId", "status", "completedAt");
CREATE INDEX "LoggedSet_exerciseId_idx" ON "LoggedSet"("exerciseId");
CREATE INDEX "LoggedSet_completionId_idx" ON "LoggedSet"("completionId");
CREATE INDEX "LoggedSet_userId_idx" ON "LoggedSet"("userId");
CREATE INDEX "LoggedSet_completionId_exerciseId_idx" ON "LoggedSet"("completionId", "exerciseId");
CREATE INDEX "AIJob_userId_status_idx" ON "AIJob"("userId", "status");
CREATE INDEX "AIJob_status_createdAt_idx" ON "AIJob"("status", "createdAt");
CREATE INDEX "AIJob_userId_type_createdAt_idx" ON "AIJob"("userId", "type", "createdAt");
ALTER TABLE "Week" ADD CONSTRAINT "Week_programId_fkey" FOREIGN KEY ("programId") REFERENCES "Program"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "Workout" ADD CONSTRAINT "Workout_weekId_fkey" FOREIGN KEY ("weekId") REFERENCES "Week"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "Exercise" ADD CONSTRAINT "Exercise_exerciseDefinitionId_fkey" FOREIGN KEY ("exerciseDefinitionId") REFERENCES "ExerciseDefinition"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "Exercise" ADD CONSTRAINT "Exercise_workoutId_fkey" FOREIGN KEY ("workoutId") REFERENCES "Workout"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "Exercise" ADD CONSTRAINT "Exercise_workoutCompletionId_fkey" FOREIGN KEY ("workoutCompletionId") REFERENCES "WorkoutCompletion"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "PrescribedSet" ADD CONSTRAINT "PrescribedSet_exerciseId_fkey" FOREIGN KEY ("exerciseId") REFERENCES "Exercise"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "WorkoutCompletion" ADD CONSTRAINT "WorkoutCompletion_workoutId_fkey" FOREIGN KEY ("workoutId") REFERENCES "Workout"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "LoggedSet" ADD CONSTRAINT "LoggedSet_completionId_fkey" FOREIGN KEY ("completionId") REFERENCES "WorkoutCompletion"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "LoggedSet" ADD CONSTRAINT "LoggedSet_exerciseId_fkey" FOREIGN KEY ("exerciseId") REFERENCES "Exercise"("id") ON DELETE CASCADE ON UPDATE CASCADE;
