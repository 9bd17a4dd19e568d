"""Sixty lifters, no two alike, as one line each: what the diversity of programs is measured on."""

from strength.request import ProgramRequest

KITS: dict[str, tuple[str, ...]] = {
    "gym": ("full_gym",),
    "rack": ("barbell", "rack", "bench", "pull_up_bar"),
    "dumbbells": ("dumbbell",),
    "dumbbells+bench": ("dumbbell", "bench"),
    "kettlebells": ("kettlebell",),
    "machines": ("machine", "cable"),
    "bands": ("resistance_band",),
    "nothing": ("bodyweight",),
    "bar": ("pull_up_bar", "dip_bars"),
    "garage": ("barbell", "rack", "bench", "dumbbell"),
}

LINES = """
strength beginner 2 gym 60
strength beginner 3 rack 60
strength beginner 3 gym 45
strength beginner 4 machines 60
strength beginner 3 dumbbells 30
strength beginner 2 kettlebells 45
strength beginner 3 garage 60 limit=knee
strength beginner 5 gym 45
strength intermediate 2 rack 90
strength intermediate 3 gym 60
strength intermediate 3 kettlebells 45
strength intermediate 3 dumbbells+bench 60 limit=shoulder
strength intermediate 4 rack 75
strength intermediate 4 gym 60 limit=lower_back
strength intermediate 4 bands 45
strength intermediate 5 gym 75
strength intermediate 6 rack 60
strength intermediate 4 garage 90 focus=chest
strength intermediate 3 nothing 30
strength advanced 3 gym 90
strength advanced 4 rack 90 limit=shoulder
strength advanced 4 bar 60
strength advanced 5 garage 75
strength advanced 6 gym 75
strength advanced 3 machines 60 limit=knee
strength advanced 2 gym 75 focus=quads
hypertrophy beginner 2 dumbbells 30
hypertrophy beginner 3 machines 60
hypertrophy beginner 3 gym 60
hypertrophy beginner 4 gym 45 focus=glutes
hypertrophy beginner 4 bands 30
hypertrophy beginner 3 nothing 45
hypertrophy beginner 5 dumbbells+bench 45
hypertrophy beginner 2 garage 60 limit=hip
hypertrophy intermediate 2 gym 90
hypertrophy intermediate 3 gym 45 limit=elbow
hypertrophy intermediate 3 rack 60
hypertrophy intermediate 4 gym 75
hypertrophy intermediate 4 dumbbells+bench 60
hypertrophy intermediate 5 gym 75 focus=biceps,chest
hypertrophy intermediate 6 gym 60
hypertrophy intermediate 6 machines 45
hypertrophy intermediate 4 kettlebells 45
hypertrophy intermediate 3 bar 45
hypertrophy advanced 4 gym 90 focus=side-delts
hypertrophy advanced 4 dumbbells+bench 180 limit=elbow
hypertrophy advanced 5 gym 75 limit=lower_back
hypertrophy advanced 6 garage 75
hypertrophy advanced 3 rack 75 focus=hamstrings,glutes
hypertrophy advanced 5 machines 60
powerlifting beginner 3 rack 75
powerlifting beginner 2 gym 60
powerlifting intermediate 2 rack 60
powerlifting intermediate 3 gym 90
powerlifting intermediate 4 rack 75
powerlifting intermediate 4 gym 60 limit=wrist
powerlifting intermediate 5 garage 75
powerlifting advanced 4 gym 90
powerlifting advanced 5 rack 90
powerlifting advanced 6 gym 60
"""


def lifter(line: str) -> ProgramRequest:
    """The request that a line stands for: goal, level, days, kit, minutes, then `focus=` and `limit=` if any."""
    goal, level, days, kit, minutes, *more = line.split()
    fields: dict[str, object] = {
        "goal": goal,
        "experience": level,
        "frequency": int(days),
        "equipment": KITS[kit],
        "session_minutes": int(minutes),
    }
    for word in more:
        name, _, value = word.partition("=")
        if name == "focus":
            fields["focus_muscles"] = value.split(",")
        else:
            fields["limitations"] = [{"area": value}]
    return ProgramRequest.model_validate(fields)


def lifters() -> dict[str, ProgramRequest]:
    """The sixty requests by their line."""
    return {line: lifter(line) for line in LINES.strip().splitlines()}
