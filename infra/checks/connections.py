"""Connections: two revisions of both services at their largest, and a migration, fit into the database."""

import json

from finding import ENVIRONMENTS, Tree


def check(tree: Tree) -> list[str]:
    """Where instances x pool passes the share of max_connections, or the code's pool is another one."""
    from service.bootstrap import POOL
    from storage.engine import DatabaseSettings

    pool = json.loads((tree.infra / "limits.json").read_text(encoding="utf-8"))["pool"]
    found: list[str] = []
    overflow = DatabaseSettings().max_overflow
    if (pool["size"], pool["overflow"]) != (POOL, overflow):
        found.append(
            f"infra/limits.json: pool is {pool['size']} + {pool['overflow']}, the code's is {POOL} + {overflow}"
        )
    each = pool["size"] + pool["overflow"]
    for name in ENVIRONMENTS:
        path = tree.infra / "envs" / name / "sizes.auto.tfvars.json"
        sizes = json.loads(path.read_text(encoding="utf-8"))["sizes"]
        instances = sizes["api"]["max_instances"] + sizes["worker"]["max_instances"]
        # while a release takes over, two revisions may both be at their largest
        needed = 2 * instances * each + each
        allowed = int(pool["share_of_connections"] * sizes["database"]["max_connections"])
        if needed > allowed:
            found.append(
                f"{path.relative_to(tree.root)}: 2 x {instances} instances x {each} connections + {each} = {needed}, "
                f"more than {allowed}, {pool['share_of_connections']:.0%} of max_connections"
            )
        slots = sizes["worker"]["max_instances"] * sizes["worker"]["concurrency"]
        if sizes["queue"]["concurrent"] > slots:
            found.append(
                f"{path.relative_to(tree.root)}: a queue sends {sizes['queue']['concurrent']} tasks at a time, "
                f"the workers take {slots}"
            )
    return found
