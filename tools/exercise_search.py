"""Finding the exercises that a lifter can do."""

from sqlalchemy import Engine

from storage.errors import ExercisePoolError
from storage.exercise_pool import load_pool
from strength.pool import Pool
from strength.request import ProgramRequest
from tools.errors import NoExercises


def find_exercises(engine: Engine, user_id: str, request: ProgramRequest) -> Pool:
    """The exercises that fit the request's equipment, limitations and experience, each with its database row.

    Args:
        engine: the database.
        user_id: whose own exercises count beside the common ones.
        request: what the lifter asked for.

    Raises:
        NoExercises: nothing fits; name more equipment or fewer limitations.
        DatabaseDown: the database cannot be reached.
    """
    try:
        return load_pool(engine, user_id, request)
    except ExercisePoolError as error:
        raise NoExercises(f"{error}; name more equipment or fewer limitations") from error
