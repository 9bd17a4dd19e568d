"""The state machine that hypothesis walks: every operation on the store and on the model, then both must be equal."""

import dataclasses
import itertools
from collections.abc import Callable
from typing import Any, ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from sqlalchemy import Connection, Engine, text

from benchmarks.model.comparison import assert_equal, assert_promises, execute
from benchmarks.model.pure_job import LEASE_S, PureJob, sweep
from storage.errors import CancelRequested, IdempotencyConflict, LostLease, StorageError, TooManyOpenJobs
from storage.ids import program_id_for_job
from storage.jobs import Claimed, DueTask, JobStore, ModelCall, NewJob

MAX_OPEN = 4
MAX_RUNNING = 2
KIND = "program_generator"
OTHER_KIND = "workout_adapter"
BODY = "body"


class JobMachine(RuleBasedStateMachine):
    """Jobs of two users, and whatever may happen to them.

    Attributes:
        engine: the prepared database.
    """

    engine: ClassVar[Engine]

    def __init__(self) -> None:
        super().__init__()
        self.store = JobStore(self.engine)
        self.now = 0
        self.jobs: dict[str, PureJob] = {}
        self.tasks: list[DueTask] = []
        self.numbers = itertools.count()
        execute(
            self.engine,
            'DELETE FROM "AIJob"; DELETE FROM "AIModelCall"; DELETE FROM "AIProgram"; '
            'UPDATE "ModelClock" SET "seconds" = 0',
        )

    @rule(
        user=st.sampled_from("ab"), key=st.sampled_from([None, None, "k1", "k2"]), body=st.sampled_from("xxy"),
        most=st.sampled_from([1, 2, 5]), kind=st.sampled_from([KIND, KIND, KIND, OTHER_KIND]),
    )  # fmt: skip
    def create(self, user: str, key: str | None, body: str, most: int, kind: str) -> None:
        """A client asks for a job, perhaps again."""
        job_id = f"job-{next(self.numbers):03d}"
        new = NewJob(
            user_id=user, type=kind, params={}, max_attempts=most, idempotency_key=key, body_hash=body,
            max_open_jobs=MAX_OPEN, job_id=job_id,
        )  # fmt: skip
        mine = [job for job in self.jobs.values() if job.user == user]
        earlier = next((job for job in mine if key is not None and job.key == key), None)
        if earlier is not None:
            expected: object = (earlier.job_id, False) if earlier.body == body else IdempotencyConflict
        elif sum(job.is_open for job in mine) >= MAX_OPEN:
            expected = TooManyOpenJobs
        else:
            expected = (job_id, True)
            self.jobs[job_id] = PureJob(
                job_id=job_id, user=user, kind=kind, most=most, created=self.now, key=key, body=body, due=self.now
            )
        answer = _answer(lambda: self.store.create(new))
        assert (answer if isinstance(answer, type) else (answer.job.job_id, answer.is_new)) == expected

    @rule(seconds=st.sampled_from([1, 2, 29, 31, 59, 60, 61, 61, 300, 2_000, 86_401, 2_600_000]))
    def time_passes(self, seconds: int) -> None:
        """So many seconds."""
        self.now += seconds
        execute(self.engine, f'UPDATE "ModelClock" SET "seconds" = {self.now}')

    @rule(is_marked=st.booleans())
    def relay(self, is_marked: bool) -> None:
        """Due tasks are made; the relay may die before it notes so."""
        expected = [job for job in self.jobs.values() if job.status == "queued" and _is_past(job.due, self.now)]
        taken = self.store.take_due()
        assert {(task.job_id, task.generation) for task in taken} == {(job.job_id, job.generation) for job in expected}
        self.tasks += taken
        for job in expected:
            job.due = self.now + 2
            if is_marked:
                assert self.store.mark_enqueued(job.job_id, job.generation) is True
                job.due = None

    @precondition(lambda self: self.tasks)
    @rule(data=st.data(), delay=st.sampled_from([0, 10]))
    def note_about_a_task(self, data: st.DataObject, delay: int) -> None:
        """A slow relay notes something about a task of some generation."""
        task = data.draw(st.sampled_from(self.tasks), label="task")
        job = self.jobs.get(task.job_id)
        is_current = job is not None and job.generation == task.generation
        if delay:
            self.store.postpone_enqueue(task.job_id, task.generation, delay)
            if job is not None and is_current and job.due is not None:
                job.due = self.now + delay
            return
        marked = self.store.mark_enqueued(task.job_id, task.generation)
        assert marked is (job is not None and is_current and job.status == "queued")
        if job is not None and marked:
            job.due = None

    @precondition(lambda self: self.jobs)
    @rule(data=st.data(), kind=st.sampled_from([KIND, KIND, KIND, OTHER_KIND]))
    def deliver(self, data: st.DataObject, kind: str) -> None:
        """Any job at any time: duplicates, deliveries out of order and for what has ended are all among them."""
        job = self._draw(data)
        answer = self.store.claim(job.job_id, lease_s=LEASE_S, types=(kind,), max_running=MAX_RUNNING)
        running = sum(
            other.status == "processing" and other.user == job.user and other is not job for other in self.jobs.values()
        )
        has_room = running < MAX_RUNNING
        if job.kind != kind:
            expected: object = "wrong_type"
        elif job.is_claimable(self.now) and has_room:
            job.claim(self.now)
            expected = (job.fence, job.attempt)
        else:
            expected = job.refusal(self.now, has_room=has_room)
        seen = (answer.job.fence, answer.job.attempt) if isinstance(answer, Claimed) else answer.reason.value
        assert seen == expected

    @rule()
    def deliver_a_job_that_is_not_there(self) -> None:
        """Nothing happens."""
        answer = self.store.claim("nothing", types=(KIND,), max_running=MAX_RUNNING)
        assert not isinstance(answer, Claimed)
        assert answer.reason.value == "missing"

    @precondition(lambda self: self.jobs)
    @rule(data=st.data(), has_progress=st.booleans())
    def beat(self, data: st.DataObject, has_progress: bool) -> None:
        """A worker, perhaps one that was given up, is alive."""
        job, fence = self._draw_with_fence(data)
        beat = self.store.set_progress if has_progress else self.store.heartbeat
        arguments: tuple[Any, ...] = ({"stage": "s"},) if has_progress else (LEASE_S,)
        answer = _answer(lambda: beat(job.job_id, fence, *arguments))
        assert answer == (job.is_cancel_wanted if job.is_held_by(fence) else LostLease)
        if job.is_held_by(fence) and not has_progress:
            job.lease = self.now + LEASE_S

    @precondition(lambda self: self.jobs)
    @rule(data=st.data())
    def complete(self, data: st.DataObject) -> None:
        """A worker has a result."""
        job, fence = self._draw_with_fence(data)

        def write(connection: Connection, user: str) -> None:
            connection.execute(
                text('INSERT INTO "AIProgram" ("programId", "jobId", "userId", "document") VALUES (:p, :j, :u, \'1\')'),
                {"p": program_id_for_job(job.job_id), "j": job.job_id, "u": user},
            )

        answer = _answer(lambda: self.store.complete(job.job_id, fence, result={}, write=write))
        if not job.is_held_by(fence):
            assert answer is LostLease
        elif job.is_cancel_wanted:
            assert answer is CancelRequested
        else:
            job.end("completed")
            job.programs += 1
            assert answer.status == "completed"

    @precondition(lambda self: self.jobs)
    @rule(data=st.data(), is_cancelled=st.booleans())
    def end(self, data: st.DataObject, is_cancelled: bool) -> None:
        """A worker sees that no attempt will do it, or that nobody wants it."""
        job, fence = self._draw_with_fence(data)
        if is_cancelled:
            answer = _answer(lambda: self.store.finish_cancelled(job.job_id, fence))
        else:
            answer = _answer(lambda: self.store.fail(job.job_id, fence, "broken", "It broke."))
        if not job.is_held_by(fence):
            assert answer is LostLease
            return
        job.end("cancelled" if is_cancelled else "failed", code=None if is_cancelled else "broken")
        assert answer.status == job.status

    @precondition(lambda self: self.jobs)
    @rule(
        data=st.data(), delay=st.sampled_from([0, 5, 300]), max_refunds=st.sampled_from([0, 0, 1, 3]),
        code=st.sampled_from(["interrupted", "model_unavailable"]),
    )  # fmt: skip
    def give_back(self, data: st.DataObject, delay: int, max_refunds: int, code: str) -> None:
        """A worker cannot do it now."""
        job, fence = self._draw_with_fence(data)
        answer = _answer(lambda: self.store.retry_later(job.job_id, fence, delay, max_refunds=max_refunds, code=code))
        if not job.is_held_by(fence):
            assert answer is LostLease
        else:
            assert answer.value == job.give_back(self.now, delay, max_refunds, code)

    @precondition(lambda self: self.jobs)
    @rule(data=st.data(), is_stranger=st.sampled_from([False, False, True]))
    def cancel(self, data: st.DataObject, is_stranger: bool) -> None:
        """Its user, or somebody else, wants it cancelled."""
        job = self._draw(data)
        answer = self.store.cancel(job.job_id, "stranger" if is_stranger else job.user).value
        if is_stranger:
            assert answer == "missing"
        elif not job.is_open:
            assert answer == "already_ended"
        else:
            job.is_cancel_wanted, job.due = True, None
            assert answer == ("cancelled" if job.status == "queued" else "requested")
            if job.status == "queued":
                # what it cost is in its row already
                cost = job.cost
                job.end("cancelled")
                job.cost = cost

    @rule()
    def sweep(self) -> None:
        """Everything at rest is looked at."""
        expected = sweep(sorted(self.jobs.values(), key=lambda job: job.job_id), self.now)
        assert dataclasses.asdict(self.store.sweep()) == expected

    @precondition(lambda self: self.jobs)
    @rule(data=st.data(), is_again=st.sampled_from([False, False, True]))
    def spend(self, data: st.DataObject, is_again: bool) -> None:
        """Whoever spends, also a zombie, is booked; once."""
        job = self._draw(data)
        call_id = next(iter(job.calls)) if is_again and job.calls else f"{job.job_id}-{next(self.numbers)}"
        call = ModelCall(
            job_id=job.job_id, user_id=job.user, fence=max(0, job.fence - 1), step="s", model_asked="m",
            cost_usd=0.25, call_id=call_id,
        )  # fmt: skip
        assert self.store.record_model_call(call) is (call_id not in job.calls)
        if call_id not in job.calls:
            job.calls[call_id] = 0.25
            job.sum_up()

    @precondition(lambda self: self.jobs)
    @rule(data=st.data(), step=st.sampled_from(["design", "choose"]))
    def keep_a_step(self, data: st.DataObject, step: str) -> None:
        """A worker keeps the reply of a step."""
        job, fence = self._draw_with_fence(data)
        key = {"step": step, "input_hash": "h", "prompt_version": "1"}
        answer = _answer(lambda: self.store.journal_put(job.job_id, fence, **key, reply={"at": self.now}))
        assert answer is (None if job.is_held_by(fence) else LostLease)
        if job.is_held_by(fence):
            job.steps[step] = self.now
        assert (self.store.journal_get(job.job_id, **key) is not None) == (step in job.steps)

    @precondition(lambda self: any(not job.is_open for job in self.jobs.values()))
    @rule(data=st.data())
    def try_again_as_a_new_job(self, data: st.DataObject) -> None:
        """What has ended stays so; a retry is another job."""
        ended = [job for job in self.jobs.values() if not job.is_open]
        old = data.draw(st.sampled_from(ended), label="ended")
        job_id = f"job-{next(self.numbers):03d}"
        new = NewJob(user_id=old.user, type=old.kind, params={}, job_id=job_id, retry_of=old.job_id)
        assert self.store.create(new).job.retry_of == old.job_id
        self.jobs[job_id] = PureJob(
            job_id=job_id, user=old.user, kind=old.kind, most=5, created=self.now, key=None, body=None, due=self.now
        )

    @precondition(lambda self: self.jobs)
    @rule(data=st.data(), is_meant=st.sampled_from([False, False, False, True]))
    def delete_the_user(self, data: st.DataObject, is_meant: bool) -> None:
        """Rows go, the ledger stays; a worker that still has one of the jobs finds its lease lost."""
        job = self._draw(data)
        if not is_meant:
            return
        execute(self.engine, f"""DELETE FROM "AIJob" WHERE "userId" = '{job.user}'""")
        mine = [other for other in self.jobs.values() if other.user == job.user]
        for other in mine:
            del self.jobs[other.job_id]
            execute(self.engine, f"""DELETE FROM "AIProgram" WHERE "jobId" = '{other.job_id}'""")
        assert _answer(lambda: self.store.heartbeat(job.job_id, job.fence)) is LostLease

    @invariant()
    def the_database_is_as_the_model_says(self) -> None:
        """Every column that matters."""
        self.compared()
        assert_equal(self.engine, self.jobs)

    @invariant()
    def what_the_design_promises_holds(self) -> None:
        """Invariants of design 06, B."""
        assert_promises(list(self.jobs.values()), max_running=MAX_RUNNING)

    def teardown(self) -> None:
        """From wherever chance has led, every job comes to an end."""
        for _ in range(60):
            if not any(job.is_open for job in self.jobs.values()):
                return
            self.time_passes(400)
            self.sweep()
            for job in list(self.jobs.values()):
                answer = self.store.claim(job.job_id)
                if isinstance(answer, Claimed):
                    job.claim(self.now)
                    self.store.fail(job.job_id, job.fence, "broken", "It broke.")
                    job.end("failed", code="broken")
        raise AssertionError(f"jobs are stuck: {[job for job in self.jobs.values() if job.is_open]}")

    def compared(self) -> None:
        """Called for each comparison."""

    def _draw(self, data: st.DataObject) -> PureJob:
        return self.jobs[data.draw(st.sampled_from(sorted(self.jobs)), label="job")]

    def _draw_with_fence(self, data: st.DataObject) -> tuple[PureJob, int]:
        """A job, more often one that runs, and its fence or that of a worker that was given up."""
        running = sorted(job.job_id for job in self.jobs.values() if job.status == "processing")
        job = self.jobs[data.draw(st.sampled_from(running * 3 + sorted(self.jobs)), label="job")]
        return job, max(0, job.fence - data.draw(st.sampled_from([0, 0, 0, 1]), label="behind"))


def machine_for(engine: Engine, on_check: Callable[[], None] = lambda: None) -> type[JobMachine]:
    """The machine on this prepared database; `on_check` is called for each comparison."""

    def compared(_: JobMachine) -> None:
        on_check()

    return type("JobMachineHere", (JobMachine,), {"engine": engine, "compared": compared})


def _is_past(moment: int | None, now: int) -> bool:
    return moment is not None and moment <= now


# Any: what an operation answers depends on it
def _answer(work: Callable[[], Any]) -> Any:
    """The answer, or the kind of error."""
    try:
        return work()
    except StorageError as error:
        return type(error)
