from compendium.evidence.sources import Source, short_names


def source(name: str, published: str, short: str = "") -> Source:
    return Source(id=name, role="check", title="T", publisher="A Press", published=published, kind="news",
                  tier="primary", about="One of a few.", caution="None known.", short=short)


def test_a_source_is_called_by_its_short_name_or_by_its_publisher():
    assert short_names([source("a", "2024", "A"), source("b", "2025")]) == {"a": "A", "b": "A Press"}


def test_no_two_sources_are_called_the_same():
    found = short_names([source("a", "2024"), source("b", "2025"), source("c", "2025-03"), source("d", "2023", "D")])
    assert found == {"a": "A Press (2024)", "b": "A Press (2025)", "c": "A Press (March 2025)", "d": "D"}
    twice = short_names([source("a", "2024"), source("b", "2024")])
    assert twice == {"a": "A Press (2024, a)", "b": "A Press (2024, b)"}
