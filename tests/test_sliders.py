"""The charts that a reader can bend: their expressions, worked out by Vega itself, against the models on a grid."""

import re
from itertools import product

import pytest
import vl_convert

from compendium import charts, datasets
from compendium.results.draws import midpoints
from kachin.charts import expressions
from kachin.charts.dials import premium_of, revenue, rise
from kachin.models.break_even import BUYERS, inputs, premium
from kachin.models.inputs import TradeInputs
from kachin.models.scenarios import outcomes
from kachin.models.take import TAKE_OF, taken

GIVEN = TradeInputs(datasets.load("claims"), datasets.load("assumptions"))
VALUES = {"supply": 50, "outage": 60, "substitution": 25, "diversion": 0, "paid": 75, "months": 18, "stock": 1.5,
          "elasticity": 0.5, "tonnes": 44_000, "held": 90, "levy": 35_000, "rate": 7.25, "share": 20,
          "unit-value": 18_400, "dependence": 60}


def evaluated(expression: str, rows: list[dict], **signals) -> list[float]:
    """An expression's value for each row of data, with the sliders standing as given, as Vega computes it."""
    spec = {"$schema": "https://vega.github.io/schema/vega-lite/v6.json", "data": {"values": rows},
            "params": [{"name": name, "value": value} for name, value in signals.items()],
            "transform": [{"calculate": f"format({expression}, '.12e')", "as": "value"}],
            "mark": "text", "encoding": {"text": {"field": "value", "type": "nominal"}}}
    shown = re.findall(r"<text[^>]*>([^<]+)</text>", vl_convert.vegalite_to_svg(spec, vl_version="6.4"))
    return [float(text.replace("\N{MINUS SIGN}", "-")) for text in shown]


def test_the_take_is_that_of_the_model():
    rows = [{"reading": reading, "price": price, "levy": levy, "share": share} for reading, price, levy, share
            in product(TAKE_OF, (1_000, 18_434, 40_000), (3_500, 4_828), (0, 0.2, 0.4))]
    shown = evaluated(expressions.taken("datum.reading", "datum.price", "datum.levy", "datum.share"), rows)
    assert shown == pytest.approx([taken(**row) for row in rows])


@pytest.mark.parametrize(("elasticity", "stock", "replaced"), product((0, 0.44, 2), (0, 1.5, 6), (0, 60)))
def test_the_rise_in_price_is_that_of_the_model(elasticity, stock, replaced):
    rows = [{"outage": outage} for outage in range(0, 101, 10)]
    shown = evaluated(rise("datum.outage", VALUES), rows, elasticity=elasticity, stock=stock, replaced=replaced)
    chosen = VALUES | {"elasticity": elasticity, "stock": stock, "substitution": replaced}
    assert shown == pytest.approx([float(outcomes(chosen | row)["price"]) for row in rows], abs=1e-9)


@pytest.mark.parametrize(("reading", "rate"), product(TAKE_OF, (6.5, 7.25, 8)))
def test_the_revenue_is_that_of_the_model(reading, rate):
    rows = [{"outage": outage} for outage in range(0, 101, 20)]
    shown = evaluated(revenue("datum.outage", VALUES), rows, elasticity=0.5, stock=1.5, replaced=25,
                      reading=reading, rate=rate)
    models = [float(outcomes(VALUES | row | {"rate": rate}, reading)["revenue"]) for row in rows]
    assert shown == pytest.approx(models)


@pytest.mark.parametrize(("reading", "rate"), product(TAKE_OF, (6.5, 8)))
def test_the_premium_is_that_of_the_model(reading, rate):
    rows = [midpoints(inputs(GIVEN, buyer)) for buyer in BUYERS]
    moved = {"price": 15_000, "rate": rate, "capital": 25}
    shown = evaluated(premium_of(rows[0]), rows, reading=reading, **moved)
    assert shown == pytest.approx([float(premium(row | moved, reading)) for row in rows])


def test_every_slider_begins_within_its_limits_and_has_words():
    known = {buyer: midpoints(inputs(GIVEN, buyer)) for buyer in BUYERS}
    words = {"name": "test", "finding": "Something rises.", "shows": "Something."}
    derived = datasets.load("derived").set_index("id", drop=False)
    beside = derived.loc[["europe-rise-terbium"]].assign(name="Terbium in Europe")
    made = [charts.shortage(VALUES, reading="both", claims=[], **words),
            charts.premiums(known, beside, reading="both", claims=[], **words)]
    bound = [each for chart in made for each in chart.to_dict()["params"] if "bind" in each]
    assert len(bound) == 10
    for each in bound:
        bind = each["bind"]
        assert len(bind["name"].strip()) > 5
        assert bind["input"] != "range" or bind["min"] <= each["value"] <= bind["max"]
        assert bind["input"] != "select" or each["value"] in bind["options"]
