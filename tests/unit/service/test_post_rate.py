"""How quickly one user may ask for jobs."""

from service.api.rate import PostRate


def test_a_bucket_is_used_up_and_refills_steadily_for_each_user() -> None:
    now = 0.0
    rate = PostRate(per_minute=2, clock=lambda: now)
    assert [rate.take("a"), rate.take("a")] == [None, None]
    assert rate.take("a") == 30
    assert rate.take("b") is None
    now = 29.0
    assert rate.take("a") == 1
    now = 30.0
    assert rate.take("a") is None
