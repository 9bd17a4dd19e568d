"""The mutants: what is changed in the source, and the test that must fail for it."""

from dataclasses import dataclass

_CLAIMS = "tests/integration/storage/test_job_claims.py"
_ENDINGS = "tests/integration/storage/test_job_endings.py"
_RACES = "tests/faults/test_races.py"
_POINTS = "tests/faults/test_fault_points.py"
_MODEL = "tests/faults/test_model.py::test_the_store_does_what_the_model_says"
_WORKER = "tests/integration/service/test_worker.py"
_RELAY = "tests/integration/service/test_relay.py"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """One mistake.

    Attributes:
        name: what is wrong then.
        path: the file that is changed.
        old: what stands there, once.
        new: what stands there instead.
        killer: the test that must fail.
    """

    name: str
    path: str
    old: str
    new: str
    killer: str


def _of_claim(name: str, old: str, new: str, killer: str) -> Mutant:
    return Mutant(name=name, path="storage/jobs/claim.py", old=old, new=new, killer=killer)


MUTANTS = (
    _of_claim(
        "a worker's writes carry no fence",
        """AND "status" = 'processing' AND "fence" = :fence FOR UPDATE""",
        """AND "status" = 'processing' AND :fence = :fence FOR UPDATE""",
        f"{_CLAIMS}::test_an_old_fence_changes_nothing",
    ),
    _of_claim(
        "a heartbeat carries no fence",
        """AND "status" = 'processing' AND "fence" = :fence\nRETURNING""",
        """AND "status" = 'processing' AND :fence = :fence\nRETURNING""",
        f"{_CLAIMS}::test_an_old_fence_changes_nothing",
    ),
    _of_claim(
        "a job is completed whatever its status is",
        """AND "status" = 'processing' AND "fence" = :fence FOR UPDATE""",
        """AND "fence" = :fence FOR UPDATE""",
        f"{_RACES}::test_who_comes_second_sees_what_the_first_one_did[running-give back-complete]",
    ),
    _of_claim(
        "a live lease is taken away",
        """OR ("status" = 'processing' AND {LEASE_END} < {UTC_NOW}))\n""",
        """OR ("status" = 'processing'))\n""",
        f"{_CLAIMS}::test_of_many_claims_one_wins",
    ),
    _of_claim(
        "attempts are not counted at the claim",
        '"attempt" = "attempt" + 1, "fence" = "fence" + 1',
        '"attempt" = "attempt", "fence" = "fence" + 1',
        f"{_CLAIMS}::test_an_expired_lease_is_stolen_and_the_old_attempt_is_lost",
    ),
    _of_claim(
        "the fence is the attempt, and a refund takes it back",
        """"attempt" = "attempt" - :refund, "snoozes\"""",
        """"attempt" = "attempt" - :refund, "fence" = "fence" - :refund, "snoozes\"""",
        f"{_CLAIMS}::test_a_retry_counts_and_a_snooze_does_not_until_its_cap",
    ),
    _of_claim(
        "the attempt of a worker that was given up stays open",
        """WHERE try."jobId" = claimed."id" AND try."endedAt" IS NULL""",
        """WHERE try."jobId" = claimed."id" AND try."endedAt" IS NOT NULL""",
        f"{_CLAIMS}::test_an_expired_lease_is_stolen_and_the_old_attempt_is_lost",
    ),
    _of_claim(
        "a job is claimed before its time",
        """("status" = 'queued' AND ("runAt" IS NULL OR "runAt" <= {UTC_NOW}))""",
        """("status" = 'queued')""",
        f"{_CLAIMS}::test_refusals_say_why",
    ),
    _of_claim(
        "attempts are given back without a cap",
        "is_refunded = max_refunds > 0 and connection.execute(_REFUNDS, keys).scalar_one() < max_refunds",
        "is_refunded = max_refunds > 0",
        f"{_CLAIMS}::test_a_retry_counts_and_a_snooze_does_not_until_its_cap",
    ),
    _of_claim(
        "a retry has the task of the attempt before",
        '"enqueueGeneration" = "enqueueGeneration" + 1, "updatedAt" = {UTC_NOW},\n        "runAt"',
        '"updatedAt" = {UTC_NOW},\n        "runAt"',
        f"{_CLAIMS}::test_a_retry_counts_and_a_snooze_does_not_until_its_cap",
    ),
    _of_claim(
        "anybody may cancel",
        """WHERE "id" = :job_id AND "userId" = :user_id FOR UPDATE""",
        """WHERE "id" = :job_id AND :user_id = :user_id FOR UPDATE""",
        f"{_CLAIMS}::test_cancelling",
    ),
    _of_claim(
        "the cap on running jobs is checked without a lock",
        "    if max_running is not None:\n",
        "    if max_running is not None and max_running < 0:\n",
        f"{_RACES}::test_two_jobs_of_one_user_are_claimed_one_after_the_other",
    ),
    Mutant(
        name="leases go by the client's clock",
        path="storage/clock.py",
        old="""UTC_NOW = "(clock_timestamp() AT TIME ZONE 'UTC')\"""",
        new="""UTC_NOW = "(TIMESTAMP '" + __import__("datetime").datetime.utcnow().isoformat() + "')\"""",
        killer=f"{_POINTS}::test_a_zombie_whose_job_was_done_meanwhile_leaves_the_others_program",
    ),
    Mutant(
        name="the program is written in a transaction of its own",
        path="storage/jobs/store.py",
        old="                write(connection, row.userId)\n",
        new="                with self._engine.begin() as apart:\n                    write(apart, row.userId)\n",
        killer=f"{_POINTS}::test_an_answer_that_was_booked_is_not_paid_for_again",
    ),
    Mutant(
        name="a job that is to be cancelled is completed",
        path="storage/jobs/store.py",
        old="            if row.isCancelRequested:\n",
        new="            if row.isCancelRequested and write is None:\n",
        killer=f"{_ENDINGS}::test_a_job_that_is_to_be_cancelled_is_not_completed",
    ),
    Mutant(
        name="a commit whose answer was lost counts as failed",
        path="storage/jobs/store.py",
        old='            if job is not None and job.status == "completed" and job.fence == fence:\n',
        new='            if job is not None and job.status == "failed" and job.fence == fence:\n',
        killer=f"{_ENDINGS}::test_a_lost_answer_to_the_commit_is_looked_up",
    ),
    Mutant(
        name="the outbox is not part of the insert",
        path="storage/jobs/creation.py",
        old="CAST(:warnings AS text[]), now.at\n",
        new="CAST(:warnings AS text[]), CAST(NULL AS timestamp)\n",
        killer=f"{_CLAIMS}::test_a_new_job_is_queued_and_due",
    ),
    Mutant(
        name="key and cap are checked without a lock",
        path="storage/jobs/creation.py",
        old='    connection.execute(_LOCK, {"user_id": job.user_id})\n',
        new="",
        killer=f"{_RACES}::test_two_requests_at_once_are_one_after_the_other[cap]",
    ),
    Mutant(
        name="two relays take the same entry",
        path="storage/jobs/outbox.py",
        old="""LIMIT :limit FOR UPDATE SKIP LOCKED)""",
        new="""LIMIT :limit)""",
        killer=f"{_RACES}::test_who_comes_second_sees_what_the_first_one_did[queued-relay-relay]",
    ),
    Mutant(
        name="an entry that was taken stays in sight",
        path="storage/jobs/outbox.py",
        old="""SET "enqueueDue" = {UTC_NOW} + :visibility_s * interval '1 second'""",
        new="""SET "enqueueDue" = COALESCE("enqueueDue", {UTC_NOW} + :visibility_s * interval '1 second')""",
        killer=_MODEL,
    ),
    Mutant(
        name="a slow relay marks the task of a later attempt as made",
        path="storage/jobs/outbox.py",
        old="""WHERE "id" = :job_id AND "enqueueGeneration" = :generation AND "status" = 'queued'\n\"\"\")\n""",
        new="""WHERE "id" = :job_id AND :generation >= 0 AND "status" = 'queued'\n\"\"\")\n""",
        killer=f"{_ENDINGS}::test_a_task_that_was_made_is_not_made_again",
    ),
    Mutant(
        name="the sweep waits for rows that somebody works on",
        path="storage/jobs/sweep.py",
        old="""AND {LEASE_END} < {UTC_NOW}\n    ORDER BY "id" LIMIT :limit FOR UPDATE SKIP LOCKED""",
        new="""AND {LEASE_END} < {UTC_NOW}\n    ORDER BY "id" LIMIT :limit FOR UPDATE""",
        killer=f"{_RACES}::test_who_comes_second_sees_what_the_first_one_did[expired-cancel-sweep]",
    ),
    Mutant(
        name="a poison job is swept back for ever",
        path="storage/jobs/sweep.py",
        old="""                WHEN job."attempt" >= job."maxAttempts" THEN 'failed'\n""",
        new="",
        killer=f"{_ENDINGS}::test_the_sweep_requeues_fails_and_cancels_what_nobody_works_on",
    ),
    Mutant(
        name="a lost task is made again under the name that is taken",
        path="storage/jobs/sweep.py",
        old='SET "enqueueGeneration" = "enqueueGeneration" + 1, "enqueueDue" = {UTC_NOW},\n',
        new='SET "enqueueDue" = {UTC_NOW},\n',
        killer=f"{_ENDINGS}::test_a_lost_task_is_made_again_at_growing_intervals",
    ),
    Mutant(
        name="a job that ended may be taken up again",
        path="storage/migrations/versions/0001_jobs.py",
        old="""IF OLD."status" IN ('completed', 'failed', 'cancelled') AND NEW""",
        new="""IF OLD."status" IN ('nothing') AND NEW""",
        killer=f"{_CLAIMS}::test_a_job_that_ended_never_changes_its_status",
    ),
    Mutant(
        name="the task is noted before it is made",
        path="service/api/relay.py",
        old="                    await asyncio.to_thread(self._queue.create, task)\n",
        new="                    await self._threads.run(self._jobs.mark_enqueued, task.job_id, task.generation)\n"
        "                    await asyncio.to_thread(self._queue.create, task)\n",
        killer=f"{_RELAY}::test_what_the_queue_refuses_waits_longer_each_time_and_is_made_in_the_end",
    ),
    Mutant(
        name="one job without a route stops the outbox",
        path="service/api/relay.py",
        old="        if error.is_final:\n",
        new="        if error.is_final and not task.job_id:\n",
        killer=f"{_RELAY}::test_a_job_that_nobody_can_route_ends_and_stands_in_nobodys_way",
    ),
    Mutant(
        name="an outage of the database removes the task",
        path="service/jobs/answer.py",
        old="    Ending.UNAVAILABLE: Answer(status=503, retry_after_s=1),\n",
        new="    Ending.UNAVAILABLE: Answer(status=200),\n",
        killer="tests/unit/service/test_job_answer.py::test_trouble_of_the_whole_service_slows_the_queue",
    ),
    Mutant(
        name="a live lease of another worker removes the task",
        path="service/jobs/answer.py",
        old="    Ending.BUSY: Answer(status=409, retry_after_s=15),\n",
        new="    Ending.BUSY: Answer(status=200),\n",
        killer="tests/unit/service/test_job_answer.py"
        "::test_a_job_that_cannot_be_claimed_yet_keeps_its_task_without_slowing_the_queue",
    ),
    Mutant(
        name="a delivery whose end could not be written is acknowledged",
        path="service/api/worker.py",
        old="return Ending.UNAVAILABLE if decision.is_service_down else Ending.LOST",
        new="return Ending.SETTLED if decision.is_service_down else Ending.LOST",
        killer=f"{_WORKER}::test_a_database_that_goes_away_leaves_the_task_in_the_queue",
    ),
    Mutant(
        name="a process that ends claims on",
        path="service/api/worker.py",
        old="        if self._is_draining:\n            return Ending.UNAVAILABLE\n",
        new="",
        killer=f"{_WORKER}::test_draining_gives_the_job_back_refunded_and_claims_nothing_more",
    ),
    Mutant(
        name="a lost lease slows the whole queue",
        path="service/api/worker.py",
        old="        except LostLease:\n            return Ending.LOST\n",
        new="        except LostLease:\n            return Ending.UNAVAILABLE\n",
        killer=f"{_WORKER}::test_a_commit_under_way_is_finished_when_the_process_is_told_to_end",
    ),
    Mutant(
        name="the last attempt is not noticed",
        path="service/api/worker.py",
        old="                if outcome is RetryOutcome.EXHAUSTED:\n",
        new="                if outcome is RetryOutcome.CANCELLED:\n",
        killer=f"{_WORKER}::test_the_last_attempt_fails_the_job",
    ),
    Mutant(
        name="the name of a task does not know its generation",
        path="service/cloud_tasks.py",
        old="""[:16]}-{generation}\"""",
        new="""[:16]}-{generation * 0}\"""",
        killer="tests/unit/service/test_cloud_tasks.py::test_task_names_are_fixed_and_spread",
    ),
    Mutant(
        name="a user's running jobs are not counted",
        path="service/api/worker.py",
        old="                max_running=self._max_running,\n",
        new="                max_running=None,\n",
        killer=f"{_WORKER}::test_of_one_users_jobs_only_so_many_run_at_a_time",
    ),
    Mutant(
        name="an outage of every provider uses up attempts",
        path="service/api/worker.py",
        old="        if wait_s is not None:\n",
        new="        if wait_s is not None and wait_s < 0:\n",
        killer=f"{_WORKER}::test_while_nothing_can_be_done_a_delivery_costs_no_attempt",
    ),
    Mutant(
        name="one row that was left for a month stops the sweep",
        path="storage/clock.py",
        old="* 1000, 2147483647) AS integer)",
        new="* 1000, 1e18) AS integer)",
        killer=f"{_ENDINGS}::test_a_job_that_was_left_for_years_is_ended_and_stops_nobody",
    ),
    Mutant(
        name="the relay hammers a queue that refuses",
        path="service/api/relay.py",
        old="2 ** min(self._refusals, 10)",
        new="2 ** min(self._refusals, 0)",
        killer=f"{_RELAY}::test_what_the_queue_refuses_waits_longer_each_time_and_is_made_in_the_end",
    ),
    Mutant(
        name="an error that nobody expects ends the relay",
        path="service/api/relay.py",
        old="            except Exception as error:\n",
        new="            except StorageError as error:\n",
        killer=f"{_RELAY}::test_the_relay_outlives_an_error_that_nobody_expects",
    ),
    Mutant(
        name="only the scheduler sweeps",
        path="service/api/relay.py",
        old="self._spread() < SWEEP_SHARE",
        new="self._spread() < 0",
        killer=f"{_RELAY}::test_one_in_a_hundred_wake_ups_sweeps",
    ),
)
