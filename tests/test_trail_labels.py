from compendium import charts, datasets
from compendium.results.trails import trail


def test_labels_of_neighbouring_columns_stand_on_different_sides():
    links = trail(str(datasets.load("findings")["id"].iloc[0]))
    made = charts.trail(links, name="t", finding="A trail.", shows="Layers.").to_dict()
    sides = {layer["transform"][0]["filter"]: layer["mark"]["dy"] for layer in made["layer"] if "transform" in layer}
    assert sides["datum.x % 2 == 0"] > 0 > sides["datum.x % 2 == 1"]
