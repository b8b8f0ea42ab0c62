"""Where the book will stand: ``book_url`` in ``_config.yml``. Without one, pages hold no absolute address."""

from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.errors import ConfigError

from compendium.book.site.edition import read_edition
from compendium.book.site.templates import template


def base_address(config: Config) -> str:
    """The address with a slash at its end, or nothing; ConfigError where it is no address."""
    address = str(config.book_url or "").strip()
    if address and not address.startswith(("https://", "http://")):
        raise ConfigError(f"_config.yml: book_url is '{address}'; an address begins with https:// or http://, "
                          "and it is empty where none is known")
    return f"{address.rstrip('/')}/" if address else ""


def use(app: Sphinx, config: Config) -> None:
    """Tell Sphinx and its extensions the address of the book."""
    config.html_baseurl = base_address(config)
    config.ogp_site_url = config.html_baseurl
    config.ogp_site_name = read_edition(Path(app.srcdir)).full_title
    config.ogp_enable_meta_description = False
    config.ogp_custom_meta_tags = [template("large-card.html").render()] if config.html_baseurl else []
