"""The MkDocs plugin: it checks first, then adds the outputs to the site. Nothing else."""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from jinja2 import Environment
from markupsafe import escape
from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import AnchorLink, TableOfContents

from clearway.engines.product import BadSetting, Product, read_product, read_settings
from clearway.problems import as_text
from clearway.publish import words
from clearway.publish.outputs import Lost
from clearway.publish.page import Heading, Page, relative
from clearway.publish.syndication import of_site
from clearway.records.history import read_history


class ClearwayConfig(Config):
    root = config_options.Type(str, default="")
    """The folder that holds data/; the one of mkdocs.yml by default."""


class ClearwayPlugin(BasePlugin[ClearwayConfig]):
    """Adds pages, feeds and data made from the records below data/."""

    product: Product

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        # MkDocs empties the site's folder only after this event: a problem leaves the old site.
        root = Path(self.config.root or Path(config.config_file_path).parent)
        try:
            settings = read_settings(os.environ, datetime.now(UTC), url=config.site_url)
        except BadSetting as error:
            raise PluginError(str(error)) from None
        try:
            self.product = read_product(root, settings, read_history(root))
        except Lost as error:
            message = f"{error}. This is a mistake in the program: please report it"
            raise PluginError(message) from error
        if self.product.problems:
            print(as_text(self.product.problems), end="", file=sys.stderr)  # noqa: T201
        book = self.product.book
        if book is None:
            raise PluginError("nothing was built; the lines above say what to mend")
        config.site_url = settings.site.url
        config.extra["clearway"] = book
        return config

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        outputs = self.product.outputs
        assert outputs is not None
        for path, page in outputs.pages.items():
            file = File.generated(config, path, content=f"# {page.address}\n")
            file.edit_uri = None
            files.append(file)
        for path, content in outputs.files.items():
            files.append(File.generated(config, path, content=content))
        return files

    def on_page_markdown(
        self, markdown: str, page: MkDocsPage, config: MkDocsConfig, files: Files
    ) -> str:
        made = self._made(page)
        if made is None:
            return markdown
        page.meta.update(
            title=_in_theme(made.title),
            description=_in_theme(made.description),
            hide=["navigation", "toc"],
            search={"exclude": not made.listed},
            feeds=self._feeds(made),
        )
        # The text goes around Python-Markdown: what a record says is never read as markup.
        return ""

    def on_page_content(
        self, html: str, page: MkDocsPage, config: MkDocsConfig, files: Files
    ) -> str:
        made = self._made(page)
        if made is None:
            return html
        page.toc = TableOfContents(_anchors(made.headings))
        page.title = _in_theme(made.title)
        return made.html

    def on_env(self, env: Environment, config: MkDocsConfig, files: Files) -> Environment:
        book = self.product.book
        assert book is not None
        # What the theme's footer says of the site as a whole.
        env.globals["clearway"] = {"number": book.number, "as_of": words.day(book.as_of)}
        return env

    def _feeds(self, page: Page) -> list[tuple[str, str]]:
        """Title and link of what one can follow on a page, its own feeds first."""
        book = self.product.book
        assert book is not None
        found = (*page.feeds, *of_site(book.process))
        return [(_in_theme(title), relative(page.address, path)) for title, path in found]

    def _made(self, page: MkDocsPage) -> Page | None:
        assert self.product.outputs is not None
        return self.product.outputs.pages.get(page.file.src_uri)


def _in_theme(text: str) -> str:
    """A text of a record for the theme, whose templates and search put titles in as HTML."""
    return str(escape(text))


def _anchors(headings: tuple[Heading, ...]) -> list[AnchorLink]:
    """MkDocs' own tree of a page's headings, from which theme and search find its sections."""
    found: list[AnchorLink] = []
    for heading in headings:
        anchor = AnchorLink(_in_theme(heading.title), heading.id, heading.level)
        nested = heading.level > 2 and found
        (found[-1].children if nested else found).append(anchor)
    return found
