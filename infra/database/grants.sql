-- What each role may do with each table. Run by the tables' owner after every migration (job fitcsv-ai-grants); doing it
-- again does no harm, and what is not here any more is taken away. On FitCSV's own database its owner runs it.
--
-- The API makes, cancels and reads jobs, and takes a change back; it never writes a program.
-- The worker does jobs and writes programs; it never makes a job.
-- The sweeper puts jobs back on their way. Users' own tables of FitCSV (accounts, sessions) are nobody's here.

BEGIN;

REVOKE ALL ON "AIJob", "AIJobAttempt", "AIModelCall", "AIJobStep", "AIProgram", "_AIMigration",
    "Program", "Week", "Workout", "Exercise", "PrescribedSet", "ExerciseDefinition", "WorkoutCompletion", "LoggedSet"
    FROM PUBLIC, fitcsv_api, fitcsv_worker, fitcsv_sweeper;

-- both planes look at the schema before they say that they are ready
GRANT SELECT ON "AIJob", "AIJobAttempt", "AIModelCall", "AIJobStep", "AIProgram", "_AIMigration",
    "Program", "Week", "Workout", "Exercise", "PrescribedSet", "ExerciseDefinition", "WorkoutCompletion", "LoggedSet"
    TO fitcsv_api, fitcsv_worker;

GRANT SELECT, UPDATE ON "AIJob", "AIJobAttempt", "AIModelCall" TO fitcsv_sweeper;
GRANT SELECT, DELETE ON "AIJobStep" TO fitcsv_sweeper;

GRANT INSERT, UPDATE ON "AIJob" TO fitcsv_api;
-- taking an adaptation or a substitution back: exercises get their old lines, sets are put back
GRANT UPDATE ON "Exercise" TO fitcsv_api;
GRANT INSERT, UPDATE, DELETE ON "PrescribedSet" TO fitcsv_api;

GRANT UPDATE ON "AIJob" TO fitcsv_worker;
GRANT INSERT, UPDATE ON "AIJobAttempt", "AIModelCall" TO fitcsv_worker;
GRANT INSERT, UPDATE, DELETE ON "AIJobStep" TO fitcsv_worker;
GRANT INSERT ON "Program", "Week", "Workout", "AIProgram" TO fitcsv_worker;
GRANT INSERT, UPDATE ON "Exercise" TO fitcsv_worker;
GRANT INSERT, UPDATE, DELETE ON "PrescribedSet" TO fitcsv_worker;

COMMIT;
