-- The four roles and who is a member of which. Run by the database's administrator (job fitcsv-ai-roles), once and after
-- a change; doing it again does no harm. What the roles may do is in grants.sql, which the tables' owner runs.
--
-- Members come from outside, because accounts carry the project's name:
--   SET fitcsv.members = '{"fitcsv_api": "fitcsv-ai-api@project.iam", ...}'

DO $roles$
DECLARE
    role_name text;
BEGIN
    FOREACH role_name IN ARRAY ARRAY['fitcsv_api', 'fitcsv_worker', 'fitcsv_sweeper', 'fitcsv_migrator'] LOOP
        IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = role_name) THEN
            -- nobody logs in as a role: whoever leaves is taken out of it
            EXECUTE format('CREATE ROLE %I NOLOGIN', role_name);
        END IF;
    END LOOP;
END
$roles$;

-- the sweep runs inside of both planes
GRANT fitcsv_sweeper TO fitcsv_api, fitcsv_worker;

DO $members$
DECLARE
    member record;
BEGIN
    FOR member IN
        SELECT key AS role_name, value AS user_name
        FROM json_each_text(COALESCE(NULLIF(current_setting('fitcsv.members', true), ''), '{}')::json)
    LOOP
        EXECUTE format('GRANT %I TO %I', member.role_name, member.user_name);
    END LOOP;
END
$members$;

REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO fitcsv_api, fitcsv_worker, fitcsv_sweeper;
-- a migration makes tables and owns them; nobody else does
GRANT USAGE, CREATE ON SCHEMA public TO fitcsv_migrator;
