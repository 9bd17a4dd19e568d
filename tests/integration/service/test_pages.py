"""Pages: useful without a script, strict about where things come from."""

import re


def test_the_form_makes_a_program_without_a_script(service) -> None:
    assert "<form" in service.http.get("/").text
    fields = {"goal": "strength", "experience": "beginner", "frequency": "3", "weeks": "4", "units": "kg",
              "equipment": ["barbell", "rack", "bench"], "max.squat": "140", "limitation.knee": "caution"}  # fmt: skip
    answer = service.http.post("/", data=fields)
    assert answer.status_code == 303
    job_id = answer.headers["location"].removeprefix("/jobs/")
    job = service.finish(job_id)
    assert job["params"]["oneRepMaxes"] == {"squat": 140.0}
    page = service.http.get(f"/jobs/{job_id}").text
    assert f"/programs/{job['result']['programId']}" in page
    program = service.http.get(f"/programs/{job['result']['programId']}")
    assert program.status_code == 200
    assert program.text.count('id="week-') == 4
    assert job_id in service.http.get("/jobs").text


def test_a_mistake_in_the_form_is_named_and_the_rest_is_kept(service) -> None:
    fields = {"goal": "strength", "experience": "beginner", "frequency": "9", "notes": "<script>alert(1)</script>"}
    answer = service.http.post("/", data=fields)
    assert answer.status_code == 422
    assert "from 2 to 6" in answer.text
    assert "&lt;script&gt;" in answer.text
    assert "<script>alert" not in answer.text


def test_pages_load_nothing_from_elsewhere_and_hold_no_inline_script(service) -> None:
    answer = service.http.get("/")
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    for path in ("/", "/jobs"):
        html = service.http.get(path).text
        assert not re.search(r"(src|href|action)=\"(https?:)?//", html)
        assert not re.search(r"<style|style=|<script>|\son\w+=", html)
    for path in re.findall(r"(?:src|href)=\"(/static/[^\"]+)\"", answer.text):
        assert service.http.get(path).status_code == 200


def test_a_missing_job_has_a_page_of_its_own(service) -> None:
    answer = service.http.get("/jobs/nope")
    assert answer.status_code == 404
    assert answer.headers["content-type"].startswith("text/html")
