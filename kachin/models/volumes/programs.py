"""How far a quantity can range while every constraint is met, and which constraints cannot all be met.

Two linear programs give the ends of each quantity. A conflict is irreducible: taking any one constraint out of it
leaves a set that can be met. All of them are found by deletion filtering, again and again with one member of each
left out.
"""

import math
from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import OptimizeResult, linprog

from compendium.errors import Refused
from compendium.evidence import Interval
from kachin.models.volumes.months import MONTHS, Constraint, Quantity, constraint_matrix

OPTIMAL, INFEASIBLE = 0, 2
"""What the solver says of a program: solved, or no path meets it."""
CLOSE = 1e-6
"""How near two ends are the same, as a part of them: less is the solver's."""
NO_PATH = "no path through the months meets all constraints"


class NoPathError(ValueError):
    """No path through the months meets all constraints; ``volumes_conflicts`` says which do not go together."""


def feasible(constraints: Sequence[Constraint]) -> bool:
    """Whether some path through the months meets all constraints."""
    weights, bounds, _ = constraint_matrix(constraints)
    return len(bounds) == 0 or _solved(np.zeros(len(MONTHS)), weights, bounds) is not None


def bounds_of(quantity: Quantity, constraints: Sequence[Constraint]) -> Interval:
    """The least and greatest tonnes of a quantity, infinite where nothing holds it.

    Raises NoPathError where no path meets the constraints.
    """
    weights, bounds, _ = constraint_matrix(constraints)
    ends = [sign * _least(sign * quantity, weights, bounds) for sign in (1.0, -1.0)]
    return Interval(min(ends), max(ends))


def binding_constraints(quantity: Quantity, constraints: Sequence[Constraint]) -> list[Constraint]:
    """The constraints without any one of which a quantity could range further; none where each has a stand-in."""
    whole = bounds_of(quantity, constraints)

    def wider(without: Interval) -> bool:
        return any(abs(one - other) > CLOSE * max(1.0, abs(one)) for one, other in
                   ((without.low, whole.low), (without.high, whole.high)) if one != other)

    return [each for each in constraints
            if wider(bounds_of(quantity, [other for other in constraints if other is not each]))]


def ratio_bounds(part: Quantity, whole: Quantity, constraints: Sequence[Constraint]) -> Interval:
    """The least and greatest multiple of ``whole`` that ``part`` can be.

    By Charnes and Cooper (1962): the months are counted in units of ``whole``, and how many tonnes the unit
    has becomes one more unknown, so that the program is linear again. Raises NoPathError as above.
    """
    if not feasible(constraints):
        raise NoPathError(NO_PATH)
    weights, bounds, _ = constraint_matrix(constraints)
    rows = np.hstack([weights, -bounds[:, None]])
    unit = (np.append(whole, 0.0)[None, :], np.ones(1))
    goal = np.append(part, 0.0)
    ends = [sign * _least(sign * goal, rows, np.zeros(len(bounds)), unit) for sign in (1.0, -1.0)]
    return Interval(min(ends), max(ends))


def calmest_path(constraints: Sequence[Constraint], first: str, last: str) -> NDArray[np.float64]:
    """Of all paths that meet the constraints, the one that moves least from month to month in a span.

    It is an example and no estimate: a path without jumps that nobody claims. Raises NoPathError as above.
    """
    start, end = MONTHS.index(first), MONTHS.index(last)
    steps = end - start
    change = np.zeros((steps, len(MONTHS)))
    change[np.arange(steps), np.arange(start, end)] = -1
    change[np.arange(steps), np.arange(start + 1, end + 1)] = 1
    weights, bounds, _ = constraint_matrix(constraints)
    # each step's size is an unknown of its own, at least the change and at least its opposite
    rows = np.vstack([np.hstack([weights, np.zeros((len(weights), steps))]),
                      np.hstack([change, -np.eye(steps)]), np.hstack([-change, -np.eye(steps)])])
    limits = np.concatenate([bounds, np.zeros(2 * steps)])
    found = _solved(np.concatenate([np.zeros(len(MONTHS)), np.ones(steps)]), rows, limits)
    if found is None:
        raise NoPathError(NO_PATH)
    return found[: len(MONTHS)]


def _least(goal: Quantity, rows: NDArray[np.float64], bounds: NDArray[np.float64],
           equal: tuple[NDArray[np.float64], NDArray[np.float64]] | None = None) -> float:
    """The least value of a goal; minus infinity where nothing holds it."""
    found = _program(goal, rows, bounds, equal)
    if found.status == OPTIMAL:
        return float(found.fun)
    # the solver cannot always tell a program without an end from one without a path: the second has none for any goal
    if _program(np.zeros(len(goal)), rows, bounds, equal).status == INFEASIBLE:
        raise NoPathError(NO_PATH)
    return -math.inf


def _solved(goal: NDArray[np.float64], rows: NDArray[np.float64],
            bounds: NDArray[np.float64]) -> NDArray[np.float64] | None:
    found = _program(goal, rows, bounds)
    if found.status not in (OPTIMAL, INFEASIBLE):
        raise RuntimeError(f"the linear program was not solved: {found.message}")
    solution: NDArray[np.float64] | None = found.x if found.status == OPTIMAL else None
    return solution


def _program(goal: Quantity, rows: NDArray[np.float64], bounds: NDArray[np.float64],
             equal: tuple[NDArray[np.float64], NDArray[np.float64]] | None = None) -> OptimizeResult:
    """One linear program over months of no less than nothing, by HiGHS (Huangfu and Hall, 2018)."""
    return linprog(goal, A_ub=rows if len(rows) else None, b_ub=bounds if len(rows) else None,
                   A_eq=equal[0] if equal else None, b_eq=equal[1] if equal else None, method="highs")


ConstraintConflict = frozenset[str]
"""The ids of constraints that cannot all be met, though all but any one of them can."""


def constraint_conflicts(constraints: Sequence[Constraint]) -> list[ConstraintConflict]:
    """Every conflict among some constraints, the smallest first; none where all can be met.

    The tree of what is left out is searched as in Reiter (1987): each conflict has to lose one member, so
    each member is left out in turn. It stays small because few claims conflict.
    """
    found: dict[ConstraintConflict, None] = {}
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


def filtered(constraints: Sequence[Constraint]) -> ConstraintConflict:
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
    found = constraint_conflicts(constraints)
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
    weights, bounds, names = constraint_matrix(constraints)
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


def remaining_constraints(constraints: Sequence[Constraint], dropped: Sequence[str]) -> Iterator[Constraint]:
    """The constraints that were not given up."""
    return (each for each in constraints if each.id not in dropped)
