"""Which constraints cannot all be met, and what would have to give way so that the rest can.

A conflict is irreducible: taking any one constraint out of it leaves a set that can be met. All of them are
found by deletion filtering, again and again with one member of each left out.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np
from scipy.optimize import linprog

from compendium.analysis.volumes_bounds import feasible
from compendium.analysis.volumes_calendar import MONTHS
from compendium.analysis.volumes_constraints import Constraint, matrix
from compendium.errors import Refused

Conflict = frozenset[str]
"""The ids of constraints that cannot all be met, though all but any one of them can."""


def conflicts(constraints: Sequence[Constraint]) -> list[Conflict]:
    """Every conflict among some constraints, the smallest first; none where all can be met.

    The tree of what is left out is searched as in Reiter (1987): each conflict has to lose one member, so
    each member is left out in turn. It stays small because few claims conflict.
    """
    found: dict[Conflict, None] = {}
    tried: set[frozenset[str]] = set()
    left_out: list[frozenset[str]] = [frozenset()]
    while left_out:
        out = left_out.pop()
        rest = [each for each in constraints if each.id not in out]
        if out in tried or feasible(rest):
            continue
        tried.add(out)
        conflict = next((known for known in found if not known & out), None) or filtered(rest)
        found[conflict] = None
        left_out += [out | {member} for member in conflict]
    return sorted(found, key=lambda each: (len(each), sorted(each)))


def filtered(constraints: Sequence[Constraint]) -> Conflict:
    """One conflict, by deletion filtering: what can be left out without making the rest possible is left out.

    ValueError where all constraints can be met.
    """
    kept = list(constraints)
    if feasible(kept):
        raise Refused("all constraints can be met; there is no conflict among them")
    for each in constraints:
        without = [other for other in kept if other is not each]
        if not feasible(without):
            kept = without
    return frozenset(each.id for each in kept)


def smallest_drop(constraints: Sequence[Constraint], judge: str = "") -> tuple[str, ...]:
    """The constraints to give up so that the rest can be met: those that state the fewest claims.

    The ``judge`` is never given up. Empty where all can be met; ValueError where the judge alone cannot.
    """
    found = conflicts(constraints)
    members = sorted(set().union(*found) - {judge})
    claims = {each.id: len(each.claims) for each in constraints}
    enough = [chosen for size in range(len(members) + 1) for chosen in combinations(members, size)
              if all(conflict & set(chosen) for conflict in found)]
    if not enough:
        raise Refused(f"'{judge}' cannot be met even by itself")
    return min(enough, key=lambda chosen: (sum(claims[each] for each in chosen), len(chosen), chosen))


def relaxation(constraints: Sequence[Constraint], judge: str = "") -> dict[str, float]:
    """By how many tonnes each constraint has to give way, at the least in all, so that all can be met.

    Every row of every constraint but the judge's gets a slack, and the sum of the slacks is made small
    (an elastic linear program). All are zero where all constraints can be met.
    """
    weights, bounds, names = matrix(constraints)
    soft = [at for at, name in enumerate(names) if name != judge]
    slack = np.zeros((len(names), len(soft)))
    slack[soft, range(len(soft))] = -1
    goal = np.concatenate([np.zeros(len(MONTHS)), np.ones(len(soft))])
    solved = linprog(goal, A_ub=np.hstack([weights, slack]), b_ub=bounds, method="highs")
    if solved.x is None:
        raise Refused(f"'{judge}' cannot be met even by itself")
    given = dict.fromkeys((each.id for each in constraints), 0.0)
    for at, tonnes in zip(soft, solved.x[len(MONTHS):], strict=True):
        given[names[at]] += float(tonnes)
    return given


def without(constraints: Sequence[Constraint], dropped: Sequence[str]) -> Iterator[Constraint]:
    """The constraints that were not given up."""
    return (each for each in constraints if each.id not in dropped)
