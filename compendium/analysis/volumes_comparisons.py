"""Which months a reading of a fall or of a likeness compares: those after, and those before."""

from compendium.analysis.volumes_calendar import average, span

FALLS = {
    "closure-on-before": (average("2024-11", "2025-03"), average("2024-01", "2024-10")),
    "closure-on-year": (span("2024-11", "2025-03"), span("2023-11", "2024-03")),
    "november": (span("2024-11"), span("2024-10")),
    "february": (span("2025-02"), span("2024-02")),
    "january-april": (span("2025-01", "2025-04"), span("2024-01", "2024-04")),
    "january-march": (span("2025-01", "2025-03"), span("2024-01", "2024-03")),
    "january-may": (span("2025-01", "2025-05"), span("2024-01", "2024-05")),
    "on-before": (span("2025-01", "2025-04"), span("2024-09", "2024-12")),
}
"""The months that a reading compares: those after, and those before."""
MAYS = {
    "may": (span("2025-05"), span("2024-05")),
    "average": (span("2025-05"), average("2024-01", "2024-12")),
    "to-may": (span("2025-01", "2025-05"), span("2024-01", "2024-05")),
}
