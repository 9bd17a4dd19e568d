"""A database that is not there: clear answers, nothing half written, and work goes on when it is back."""

from sqlalchemy import text

from storage.engine import DatabaseSettings, build_engine

BODY = {"goal": "strength", "frequency": 2, "experience": "beginner", "equipment": [], "weeks": 4}


def test_every_route_says_that_the_database_is_away_and_recovers(start, postgres, template) -> None:
    service = start()
    job_id = service.make()
    assert service.finish(job_id)["status"] == "completed"
    name = service.database_url.rpartition("/")[2]
    admin = build_engine(DatabaseSettings(url=postgres.url)).execution_options(isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f'DROP DATABASE "{name}" WITH (FORCE)'))
        for method, path in (
            ("GET", f"/api/ai/jobs/{job_id}"),
            ("GET", "/api/ai/jobs"),
            ("POST", f"/api/ai/jobs/{job_id}/cancel"),
        ):
            answer = service.http.request(method, path)
            assert answer.status_code == 503, path
            assert answer.json()["code"] == "database_unavailable"
            assert answer.headers["retry-after"]
        assert service.post(BODY).status_code == 503
        assert service.deliver(job_id).status_code == 503
        assert service.http.get("/health/ready").status_code == 503
        assert service.http.get("/health/live").status_code == 200
        page = service.http.get(f"/jobs/{job_id}")
        assert page.status_code == 503
        assert page.headers["content-type"].startswith("text/html")
        connection.execute(text(f'CREATE DATABASE "{name}" TEMPLATE "{template}"'))
    admin.dispose()
    assert service.http.get("/health/ready").status_code == 200
    assert service.http.get("/api/ai/jobs").json()["jobs"] == []
    assert service.finish(service.make())["status"] == "completed"
