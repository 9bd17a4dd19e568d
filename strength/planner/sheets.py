"""Day sheets: what each day of each split holds (design 10, 1.2), as data.

One line a day: name | slots. A slot is `function:role sets`, where sets are for beginner/intermediate/advanced and `-`
leaves the slot out at that level; `A~B` lets the seed choose, the other one follows in the next mesocycle.
"""

from collections.abc import Mapping
from types import MappingProxyType

_ST4_LEGS = """
Squat Day | SQ:M 3/4/5, HI':S 2/3/3, LU:A 2/2/3, CA:I -/2/3, CO:T 2/3/3
Bench Day | HP:M 3/4/5, HR:S 3/4/5, VP':A -/2/3, RD:I 2/3/3, TR:I -/2/2
Deadlift Day | HI:M 2/3/4, SQ':V 2/3/3, KF:A 2/3/3, CO':C 2/3/3, CY:T -/-/2
"""

_HY4 = """
Upper - Chest & Back | HP:S 3/4/5, HR:S 3/4/5, VP:A 2/2/3, FL:I -/2/3, SR:I 2/3/4, TR:I 2/2/3
Lower - Quads | SQ:S 3/4/5, HI':A 2/3/3, KE:I 2/3/4, KF:I 2/2/3, CA:I -/3/4, CO:C 2/2/2
Upper - Back & Shoulders | VR:S 3/4/5, HP':S 3/4/4, HR':A 2/3/4, SR:I 2/3/3, RD:I -/2/3, BI:I 2/3/4
Lower - Glutes & Hamstrings | HI':S 3/3/4, LU:A 2/3/3, BR:A 2/3/3, KF:I -/2/3, CA:I 2/3/3, CO':C 2/2/2
"""

SHEETS: Mapping[str, str] = MappingProxyType(
    {
        "St2": """
Squat & Bench | SQ:M 3/4/5, HP:M 3/4/5, HR:S 3/4/5, KF:A -/2/3, CO:T 2/2/2
Deadlift & Press | HI:M 3/3/4, VP:M 3/3/4, VR:S 3/4/5, SQ':V 2/2/3, HP':A -/2/3, CO':C 2/2/2
""",
        "St3b": """
Squat & Bench | SQ:M 3, HP:M 3, HR:S 3, CO:T 2
Deadlift & Press | HI:M 2, VP:M 3, VR:S 3, LU:A 2, CO':C 2
Squat & Row | SQ:V 3, HR':S 3, HP':V 3, KF:A 2, RD:I 2
""",
        "St3": """
Heavy Squat | SQ:M -/4/5, HP:V -/3/4, HR:S -/3/4, KF:A -/2/3, CO:T -/2/3
Press & Pull | VP:M -/4/4, VR:S -/4/4, HI':S -/3/3, LU:A -/2/2, BI:I -/2/3
Deadlift & Bench | HI:M -/3/4, HP:M -/4/5, SQ':V -/2/3, HR':A -/3/3, CO':C -/2/3
""",
        "St4": _ST4_LEGS
        + """
Press Day | VP:M 3/4/4, VR:S 3/4/5, HP':V 3/3/4, SR:I -/2/3, BI:I 2/2/3
""",
        "St5": _ST4_LEGS
        + """
Press Day | VP:M 3/4/4, HP':V 3/3/4, SR:I 2/3/3, TR:I 2/2/2, CO:T 2/2/2
Back & Arms | VR:S 3/4/4, HR':A 2/3/4, RD:I 2/2/3, BI:I 2/3/3, CY:T -/2/2
""",
        "St6": """
Heavy Squat | SQ:M 3/4/5, LU:A 2/2/2, KF:A 2/3/3, CO:T 2/2/3
Heavy Bench | HP:M 3/4/5, HR:S 3/4/4, TR:I 2/2/3, RD:I -/2/3
Heavy Deadlift | HI:M 2/3/4, CA:I 2/3/3, CO':C 2/2/3, CY:T -/-/2
Heavy Press | VP:M 3/4/4, VR:S 3/4/4, SR:I 2/2/3, BI:I 2/2/3
Volume Lower | SQ':V 3/4/4, HI':S 2/3/3, LU~KE:A -/2/3, CA:I -/2/2, CO:T 2/2/2
Volume Upper | HP':V 3/3/4, HR':A 3/3/4, SR:I -/2/2, BI:I 2/2/2, TR:I 2/2/2
""",
        "PL2": """
Squat & Bench | SQ:M 3/4/5, HP:M 3/4/5, HR:S 3/4/4, KF:A -/2/3, CO:T 2/2/2
Deadlift & Bench | HI:M 3/3/4, HP':V 3/3/4, VR:S 3/4/4, SQ':V 2/3/3, CO':C 2/2/2
""",
        "PL3": """
Heavy Squat | SQ:M 3/4/5, HP:V 3/3/4, HR:S 3/3/4, KF:A -/2/3, CO:T 2/2/2
Heavy Bench | HP:M 3/4/5, VR:S 3/4/4, HI':S 2/2/3, SR:I -/2/3, TR:I 2/2/3
Heavy Deadlift | HI:M 2/3/4, SQ':V 3/3/4, HP':V -/3/3, HR':A 3/3/4, CO':C 2/2/2
""",
        "PL4": """
Squat + Volume Bench | SQ:M 3/4/5, HP:V 3/4/4, HR:S 3/3/4, KF:A 2/2/3, CO:T 2/2/2
Heavy Bench | HP:M 3/4/5, VR:S 3/4/4, SR:I -/2/3, TR:I 2/2/3, RD:I -/2/2
Heavy Deadlift | HI:M 2/3/4, SQ':V 3/3/4, LU~KE:A -/2/2, CO':C 2/2/3
Bench & Back | HP':V 3/3/4, HR':A 3/4/4, VP':A -/2/3, RD:I 2/2/3, BI:I 2/2/3
""",
        "PL4b": """
Heavy Squat | SQ:M 3/4/5, HR:S 3/3/4, KF:A 2/2/3, CO:T 2/2/2
Heavy Bench | HP:M 3/4/5, VR:S 3/4/4, SR:I -/2/3, TR:I 2/2/3, RD:I -/2/2
Deadlift + Light Squat | HI:M 2/3/4, SQ':V 3/3/4, LU~KE:A -/2/2, CO':C 2/2/3
Volume Bench | HP:L -/-/3, HP':V 4/4/5, HR':A 3/4/4, VP':A -/2/3, RD:I 2/2/3, BI:I 2/2/3
""",
        "PL5": """
Heavy Bench | HP:M 3/4/5, HR:S 3/3/4, VP':A -/2/3, TR:I 2/2/3
Heavy Squat | SQ:M 3/4/5, HI':S 2/2/3, KE~LU:A -/2/2, CO:T 2/2/3
Technique Bench & Back | HP:L 3/3/4, VR:S 3/4/4, RD:I 2/2/3, BI:I 2/2/3
Heavy Deadlift | HI:M 2/3/4, SQ':V 3/3/4, KF:A 2/2/3, CO':C 2/2/3
Volume Bench | HP':V 3/4/4, HR':A 3/3/4, SR:I -/2/3, TR:I 2/2/3
""",
        "PL6": """
Heavy Squat | SQ:M 3/4/5, LU~KE:A 2/2/3, CA:I -/2/2, CO:T 2/2/3
Heavy Bench | HP:M 3/4/5, HR:S 3/3/4, SR:I -/2/2, TR:I 2/2/3
Heavy Deadlift | HI:M 2/3/4, KF:A 2/3/3, CO':C 2/2/3
Technique Bench & Back | HP:L 3/3/4, VR:S 3/4/4, RD:I 2/2/3, BI:I 2/2/3
Volume Squat | SQ':V 3/4/4, HI':S 2/2/3, KE:I -/2/2, CO:T 2/2/2
Volume Bench | HP':V 3/4/5, HR':A 3/3/4, VP':A -/2/2, TR:I 2/2/3
""",
        "Hy2": """
Full Body - Squat Focus | SQ:S 3/4/4, HP:S 3/4/5, HR:S 3/4/5, KF:A 2/3/3, SR:I -/2/3, BI:I -/2/3
Full Body - Hinge Focus | HI':S 3/3/4, VR:S 3/4/5, HP':A 2/3/3, LU:A 2/3/3, VP:A 2/2/2, CO:C 2/2/2
""",
        "Hy3": """
Full Body - Squat | SQ:S 3/4/4, HP:S 3/4/4, HR:A 3/3/4, KF:I 2/2/3, SR:I -/3/3, TR:I -/2/2
Full Body - Pull | VR:S 3/3/4, HI':S 2/3/3, VP:A 2/3/3, LU:A 2/2/3, BI:I -/2/3, CA:I -/2/3
Full Body - Press | HP':S 3/4/5, HR':A 3/3/4, SQ':A 2/3/4, BR:A -/2/2, RD:I 2/2/3, CO:C 2/2/2
""",
        "Hy4": _HY4,
        "Hy5b": _HY4
        + """
Arms, Delts & Core | SR:I 2, BI:I 2, TR:I 2, CO:C 2
""",
        "Hy5": """
Push | HP:S -/4/5, VP:A -/3/3, FL:I -/3/3, SR:I -/3/4, TR:I -/3/3
Pull | VR:S -/4/4, HR:S -/3/4, RD:I -/3/3, BI:I -/3/4
Legs | SQ:S -/4/4, HI':S -/3/4, KE:I -/2/3, KF:I -/3/3, CA:I -/3/4
Upper | HP':S -/3/4, HR':A -/3/4, VR':A -/2/2, SR:I -/3/3, BI:I -/2/2, TR:I -/2/2
Lower | BR:S -/3/4, LU:A -/3/3, SQ':A -/2/3, KF:I -/2/2, CA:I -/2/3, CO:C -/2/3
""",
        "Hy6": """
Push - Chest | HP:S 3/4/5, VP:A 2/2/3, FL:I -/3/3, SR:I 2/3/3, TR:I 2/2/3
Pull - Width | VR:S 3/4/4, HR:A 2/3/3, RD:I 2/2/3, BI:I 2/3/3
Legs - Quads | SQ:S 3/4/5, LU:A 2/3/3, KF:I 2/3/3, CA:I 2/3/3, CO:C -/2/2
Push - Shoulders | VP:S 3/3/4, HP':A 2/3/4, SR:I 2/3/4, TR:I 2/2/2
Pull - Thickness | HR':S 3/4/4, VR':A 2/3/3, RD:I -/2/3, BI:I 2/2/3, SH:I -/-/2
Legs - Glutes & Hamstrings | HI':S 3/3/4, BR:A 2/3/3, KE:I 2/3/4, KF:I -/2/3, CA:I 2/2/3, CO':C 2/2/2
""",
    }
)
"""The sheets of every split. St = strength, PL = powerlifting, Hy = hypertrophy; the figure is the days a week."""

DEFAULT_WEEKDAYS: Mapping[str, tuple[int, ...]] = MappingProxyType(
    {
        "St2": (1, 4),
        "St3b": (1, 3, 5),
        "St3": (1, 3, 5),
        "St4": (1, 2, 4, 5),
        "St5": (1, 2, 4, 5, 6),
        "St6": (1, 2, 3, 4, 5, 6),
        "PL2": (1, 4),
        "PL3": (1, 3, 5),
        "PL4": (1, 3, 5, 6),
        "PL4b": (1, 2, 4, 5),
        "PL5": (1, 2, 3, 5, 6),
        "PL6": (1, 2, 3, 4, 5, 6),
        "Hy2": (1, 4),
        "Hy3": (1, 3, 5),
        "Hy4": (1, 2, 4, 5),
        "Hy5b": (1, 2, 4, 5, 6),
        "Hy5": (1, 2, 3, 5, 6),
        "Hy6": (1, 2, 3, 4, 5, 6),
    }
)
"""Weekdays used when the lifter names none (design 10, 1.1)."""
