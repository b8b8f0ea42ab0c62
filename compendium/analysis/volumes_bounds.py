"""How far a quantity can range while every constraint is met: two linear programs for each quantity."""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import OptimizeResult, linprog

from compendium.analysis.volumes_calendar import MONTHS, Quantity
from compendium.analysis.volumes_constraints import Constraint, matrix
from compendium.evidence import Interval

OPTIMAL, INFEASIBLE = 0, 2
"""What the solver says of a program: solved, or no path meets it."""
NO_PATH = "no path through the months meets all constraints"


class NoPathError(ValueError):
    """No path through the months meets all constraints; ``volumes_conflicts`` says which do not go together."""


def feasible(constraints: Sequence[Constraint]) -> bool:
    """Whether some path through the months meets all constraints."""
    weights, bounds, _ = matrix(constraints)
    return len(bounds) == 0 or _solved(np.zeros(len(MONTHS)), weights, bounds) is not None


def bounds_of(quantity: Quantity, constraints: Sequence[Constraint]) -> Interval:
    """The least and greatest tonnes of a quantity, infinite where nothing holds it.

    Raises NoPathError where no path meets the constraints.
    """
    weights, bounds, _ = matrix(constraints)
    ends = [sign * _least(sign * quantity, weights, bounds) for sign in (1.0, -1.0)]
    return Interval(min(ends), max(ends))


def ratio_bounds(part: Quantity, whole: Quantity, constraints: Sequence[Constraint]) -> Interval:
    """The least and greatest multiple of ``whole`` that ``part`` can be.

    By Charnes and Cooper (1962): the months are counted in units of ``whole``, and how many tonnes the unit
    has becomes one more unknown, so that the program is linear again. Raises NoPathError as above.
    """
    if not feasible(constraints):
        raise NoPathError(NO_PATH)
    weights, bounds, _ = matrix(constraints)
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
    weights, bounds, _ = matrix(constraints)
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
