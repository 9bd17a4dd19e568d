"""The rules of jobs: states, retries, answers and request bodies. Pure; no web, cloud or database framework."""
