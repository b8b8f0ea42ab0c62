"""How every chart of the book looks: one font, one accent, and the same colour for the same thing."""

from typing import Any

ACCENT = "#b5482a"
INK = "#2b2f36"
MUTED = "#7a828e"
GRID = "#e6e8ec"
LANE = "#f1f2f4"
"""For the ground of rows and cells."""
QUIET = "#59616c"
"""For words that stand back and must still be read; ``MUTED`` is for lines and bars."""

COLOURS = {
    "reuters-2025-03": "#c2571a",
    "frontier-2025-08": "#1f77b4",
    "diplomat-2025-09": "#4d8f6d",
    "dvb-2025": "#8a5aa8",
    "rareearthexchanges-2025": "#a8871d",
    "terbium": "#b5482a",
    "dysprosium": "#2f6f9f",
    "myanmar": "#b5482a",
    "china": "#8a6d00",
    "india": "#2e7d5b",
    "united-states": "#3a5fa0",
}
"""Colours that keep their lightness apart, so that they also differ in grey and to colour-blind eyes."""

SOURCE_NAMES = {
    "reuters-2025-03": "Reuters",
    "frontier-2025-08": "Frontier",
    "diplomat-2025-09": "The Diplomat",
    "dvb-2025": "DVB (opinion)",
    "rareearthexchanges-2025": "Rare Earth Exchanges",
    "un-comtrade-2846": "UN Comtrade",
    "usgs-yearbook-2022": "USGS (Yearbook 2022)",
    "usgs-summaries-2026": "USGS (Summaries 2026)",
    "usgs-heavy-2026": "USGS (heavy rare earths 2026)",
    "global-witness-2022": "Global Witness (2022)",
    "global-witness-2024": "Global Witness (2024)",
    "argus-lynas-2025": "Argus (May 2025)",
    "gmt-eight-2025-05": "GMT Eight",
    "mining-com-2025-01": "Mining.com",
    "nation-2025-06": "The Nation",
    "reuters-2025-03-tax": "Reuters (on the tax)",
    "shrf-2025-05": "Shan Human Rights Foundation (May 2025)",
    "shrf-2025-06": "Shan Human Rights Foundation (June 2025)",
    "smm-2025-05": "Shanghai Metals Market",
    "irrawaddy-2024-10": "The Irrawaddy",
    "dvb-2024-11": "DVB (news)",
    "bni-2024-11": "Burma News International",
    "reuters-2025-07-bhamo": "Reuters (on Bhamo)",
    "reuters-2025-07-us": "Reuters (on the US)",
    "construction-world-2025-09": "Construction World",
}
"""What a chart calls each source: the five articles, then the independent evidence."""

SUBJECT_NAMES = {
    "control": "Who holds what",
    "trade": "What crosses the border",
    "pricing": "Prices and taxes",
    "environment": "The damage",
    "governance": "Rules and revenue",
    "dependence": "Who depends on whom",
    "india": "India",
    "us": "The United States",
    "others": "Other ways out",
}
"""What the book calls each subject of the ledger, in its own order."""

FONT = "Liberation Sans, Arial, Helvetica, sans-serif"


def colours(domain: list[str]) -> dict[str, list[str]]:
    """Domain and range of a colour scale in which each thing has its own fixed colour."""
    return {"domain": domain, "range": [COLOURS.get(name, MUTED) for name in domain]}


def config() -> dict[str, Any]:
    """The Vega-Lite configuration of every chart."""
    text = {"labelFont": FONT, "titleFont": FONT, "labelFontSize": 12, "titleFontSize": 12,
            "labelColor": INK, "titleColor": INK}
    return {
        "background": "transparent",
        "font": FONT,
        "view": {"stroke": None},
        # a screen reader is given the description and the table of the data, not a hundred nameless marks
        "aria": True, "mark": {"aria": False},
        "axis": {**text, "gridColor": GRID, "domainColor": MUTED, "tickColor": MUTED,
                 "titleFontWeight": "normal", "labelLimit": 260},
        "axisX": {"tickCount": 5, "labelSeparation": 10},
        "axisY": {"domain": False, "ticks": False},
        "legend": {**text, "orient": "top", "titleFontWeight": "normal", "symbolSize": 90, "symbolOpacity": 1,
                   "symbolStrokeWidth": 0, "symbolType": "circle"},
        "header": {**text, "titleFontWeight": "normal", "labelFontWeight": "bold"},
        "title": {"font": FONT, "subtitleFont": FONT, "fontSize": 14, "subtitleFontSize": 12,
                  "anchor": "start", "color": INK, "subtitleColor": QUIET, "offset": 12,
                  "frame": "group", "subtitlePadding": 5, "lineHeight": 18, "subtitleLineHeight": 16},
        "text": {"font": FONT, "color": INK, "fontSize": 12},
        "bar": {"color": ACCENT},
        "point": {"color": ACCENT, "filled": True, "size": 70},
        "rule": {"color": MUTED},
    }
