"""Pages: useful without a script, strict about where things come from and who sends them."""

import gzip
import re

import httpx
import pytest

FIELDS = {"goal": "strength", "experience": "beginner", "frequency": "3", "weeks": "4", "units": "kg",
          "equipment": ["barbell", "rack", "bench"], "max.squat": "140", "limitation.knee": "caution"}  # fmt: skip


@pytest.fixture
def browser(service):
    """A browser without a script: it keeps cookies and says where its forms come from."""
    with httpx.Client(base_url=service.url, timeout=30.0, trust_env=False) as client:
        client.headers["Sec-Fetch-Site"] = "same-origin"
        yield client


def _hidden(html: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', html)
    assert found is not None, name
    return found[1]


def test_the_form_makes_a_program_without_a_script(service) -> None:
    assert "<form" in service.http.get("/").text
    answer = service.http.post("/", data=FIELDS)
    assert answer.status_code == 303
    job_id = answer.headers["location"].removeprefix("/jobs/")
    job = service.finish(job_id)
    assert job["params"]["oneRepMaxes"] == {"squat": 140.0}
    page = service.http.get(f"/jobs/{job_id}").text
    assert f"/programs/{job['result']['programId']}" in page
    assert "Your program is ready" in page
    program = service.http.get(f"/programs/{job['result']['programId']}")
    assert program.status_code == 200
    assert len(re.findall(r'class="week" id="w\d+"', program.text)) == 4
    assert len(re.findall(r'<article class="card day" id="w\dd\d"', program.text)) == 12
    assert "1RM 140 kg" in program.text
    assert job_id in service.http.get("/jobs").text
    # what is on the page is the program's own: every figure of the first week's bar
    made = service.http.get(f"/api/programs/{job['result']['programId']}").json()
    count = sum(len(one["sets"]) for workout in made["weeks"][0]["workouts"] for one in workout["exercises"])
    assert f"Week 1: {count} sets" in program.text


def test_sending_a_form_twice_makes_one_job(browser) -> None:
    key = _hidden(browser.get("/").text, "key")
    answers = [browser.post("/", data={**FIELDS, "key": key}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert answers[0].headers["location"] == answers[1].headers["location"]
    # other answers under the same key are no second try
    other = browser.post("/", data={**FIELDS, "key": key, "weeks": "5"})
    assert other.status_code == 422
    assert "already made a job" in other.text
    assert _hidden(other.text, "key") != key


def test_a_mistake_in_the_form_is_named_and_the_rest_is_kept(service) -> None:
    fields = {
        "goal": "strength",
        "experience": "beginner",
        "frequency": "9",
        "weeks": "20",
        "notes": "<script>alert(1)</script>",
    }
    answer = service.http.post("/", data=fields)
    assert answer.status_code == 422
    assert "Two answers need a change" in answer.text
    assert "Days a week is 9. Choose 2 to 6." in answer.text
    assert 'aria-invalid="true" aria-describedby="f-weeks-wrong' in answer.text
    assert 'value="20"' in answer.text
    assert "&lt;script&gt;" in answer.text
    assert "<script>alert" not in answer.text


def test_the_tick_under_the_form_is_asked_for_where_the_form_was_seen(service) -> None:
    answer = service.http.post("/", data={**FIELDS, "adult": "no"})
    assert answer.status_code == 422
    assert "Please confirm the sentence under the form." in answer.text


def test_a_preset_ticks_its_kit_without_a_script_and_keeps_the_answers(service) -> None:
    page = service.http.post("/", data={**FIELDS, "weeks": "9", "preset": "dumbbells"})
    assert page.status_code == 200
    ticked = re.findall(r'name="equipment" value="([a-z_]+)" checked', page.text)
    assert sorted(ticked) == ["bench", "dumbbell"]
    assert 'value="9"' in page.text


def test_too_many_open_jobs_keep_what_was_typed(api_only) -> None:
    for _ in range(3):
        assert api_only.http.post("/", data=FIELDS).status_code == 303
    answer = api_only.http.post("/", data={**FIELDS, "notes": "still here"})
    assert answer.status_code == 429
    assert answer.headers["retry-after"]
    assert "You have 3 jobs open." in answer.text
    assert "still here" in answer.text


def test_pages_load_nothing_from_elsewhere_and_hold_no_inline_script(service) -> None:
    answer = service.http.get("/")
    policy = answer.headers["content-security-policy"]
    assert policy == (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
    for path in ("/", "/jobs"):
        html = service.http.get(path).text
        assert not re.search(r"(src|href|action)=\"(https?:)?//", html)
        assert not re.search(r"<style|style=|<script>|\son\w+=|data:", html)
    assets = re.findall(r"(?:src|href)=\"(/static/[^\"]+)\"", answer.text)
    assert len(assets) == 5
    for path in assets:
        found = service.http.get(path)
        assert found.status_code == 200
        assert "immutable" in found.headers["cache-control"]
        # another content has another name, so an old name is not kept
        stale = service.http.get(path.partition("?")[0])
        assert stale.headers["cache-control"] == "no-cache"


def test_pages_come_compressed_but_not_beside_a_token(service, browser) -> None:
    with service.http.stream("GET", "/", headers={"Accept-Encoding": "gzip"}) as answer:
        assert answer.headers["content-encoding"] == "gzip"
        assert b"<form" in gzip.decompress(b"".join(answer.iter_raw()))
    assert "content-encoding" not in service.http.get("/", headers={"Accept-Encoding": "gzip;q=0"}).headers
    job_id = service.make()
    service.finish(job_id)
    page = browser.get(f"/jobs/{job_id}", headers={"Accept-Encoding": "gzip"})
    assert "content-encoding" not in page.headers
    assert "HttpOnly" in page.headers["set-cookie"]
    assert "SameSite=Strict" in page.headers["set-cookie"]


def test_a_job_is_cancelled_and_tried_again_without_a_script(api_only) -> None:
    with httpx.Client(base_url=api_only.url, trust_env=False) as browser:
        job = browser.post("/", data=FIELDS).headers["location"]
        page = browser.get(job).text
        assert '<noscript><meta http-equiv="refresh" content="5"></noscript>' in page
        assert "Waiting for a free worker" in page
        token = _hidden(page, "csrf")
        foreign = browser.post(job, data={"action": "cancel", "csrf": token}, headers={"Sec-Fetch-Site": "cross-site"})
        forged = browser.post(job, data={"action": "cancel", "csrf": "c" * 25})
        assert (foreign.status_code, forged.status_code) == (403, 403)
        assert "Waiting for a free worker" in forged.text
        assert browser.post(job, data={"action": "cancel", "csrf": token}).status_code == 303
        ended = browser.get(job).text
        assert "⊘" in ended
        assert "No program was saved." in ended
        late = browser.post(job, data={"action": "cancel", "csrf": token})
        assert late.status_code == 409
        assert "Too late to cancel: this job has already ended." in late.text
        again = {"action": "retry", "csrf": token, "key": _hidden(ended, "key")}
        retries = [browser.post(job, data=again).headers["location"] for _ in range(2)]
        assert retries[0] == retries[1] != job
        assert "⊘" in browser.get(job).text
        # the same answers, to be changed
        change = browser.get(f"/?from={job.removeprefix('/jobs/')}").text
        assert 'name="max.squat" inputmode="decimal" autocomplete="off" value="140"' in change


def test_the_list_is_filtered_by_links_and_tells_whether_it_changed(service) -> None:
    service.finish(service.make())
    page = service.http.get("/jobs?status=done")
    assert 'aria-current="true">Done</a>' in page.text
    assert "✓" in page.text
    assert service.http.get("/jobs?status=done", headers={"If-None-Match": page.headers["etag"]}).status_code == 304
    assert "No job is failed." in service.http.get("/jobs?status=failed").text
    assert "No job is working." in service.http.get("/jobs?status=working").text
    assert service.http.get("/jobs?cursor=nonsense").status_code == 422


def test_a_large_program_shows_one_week_at_a_time_and_all_of_them_for_paper(service) -> None:
    equipment = ["full_gym"]
    job = service.finish(
        service.make(frequency=6, weeks=16, equipment=equipment, goal="hypertrophy", sessionMinutes=60)
    )
    address = f"/programs/{job['result']['programId']}"
    first, ninth = service.http.get(address), service.http.get(f"{address}?week=9&units=kg")
    assert re.findall(r'class="week" id="w(\d+)"', first.text) == ["1"]
    assert re.findall(r'class="week" id="w(\d+)"', ninth.text) == ["9"]
    assert "units=kg" in ninth.headers["set-cookie"]
    assert max(len(page.content) for page in (first, ninth)) < 150_000
    whole = service.http.get(f"{address}?week=all").text
    assert len(re.findall(r'class="week" id="w\d+"', whole)) == 16
    assert first.text.count('href="?week=') >= 96


def test_what_is_missing_and_what_is_anothers_have_one_page(service) -> None:
    for path in ("/jobs/nope", "/programs/nope", "/?from=nope"):
        answer = service.http.get(path)
        assert answer.status_code == 404
        assert answer.headers["content-type"].startswith("text/html")
        assert "There is nothing here for you." in answer.text


def test_the_page_of_an_ended_job_tells_its_developer_what_happened(service) -> None:
    job_id = service.make()
    service.finish(job_id)
    page = service.http.get(f"/jobs/{job_id}").text
    assert "What happened, step by step" in page
    assert "attempt 1 (fence 1): completed" in page
