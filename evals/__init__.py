"""What judges programs from outside: the cases and their gate, the acceptance grid, the published programs.

To follow `make evals`, read in this order: `case` (what is asked and expected, in `cases/*.json`), `expectations` (the
closed vocabulary), `rehearsal` (one case through what an offline job does), `measurement` (what is judged of every case),
`result`, `gate` (what may not get worse than `baselines/offline.json`), `breakage` (planners broken on purpose), `live`
(the same cases with real models), `command` (`fitcsv-ai evals`).
"""
