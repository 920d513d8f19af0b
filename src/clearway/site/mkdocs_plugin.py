"""The MkDocs plugin: it checks first, then adds the outputs to the site. Nothing else."""

from __future__ import annotations

import logging
import os
import re
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache, cached_property
from pathlib import Path

from jinja2 import Environment
from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import AnchorLink, TableOfContents
from mkdocs.utils import write_file
from mkdocs.utils.templates import TemplateContext

from clearway.atomic import os_error_message
from clearway.errors import OutputError, SettingError
from clearway.history import read_history
from clearway.history.git import safe_git
from clearway.history.revisions import read_revisions
from clearway.language import current, translate_templates
from clearway.problems import as_text, quoted
from clearway.publish import formatting, search_index
from clearway.publish.content_policy import content_policy
from clearway.publish.page import Heading, Page
from clearway.publish.pages import home
from clearway.publish.pages.common import Book
from clearway.publish.processes import meanwhile
from clearway.publish.render import template_cache
from clearway.records.kinds.process import UNTITLED
from clearway.records.reading.files import odd_files
from clearway.site.frames import (
    CONTENT,
    Frame,
    PageLayout,
    content_mark,
    in_theme,
    layout_of,
    marks,
    shown_around,
)
from clearway.site.product import STOPPED, Product, read_product
from clearway.site.provenance import write_manifest
from clearway.site.settings import LOCAL_URL, VERSION, Settings, read_settings
from clearway.site.starter.choices import has_theme

log = logging.getLogger(__name__)

NO_ADDRESS = (
    "warning: Nothing says at which address the site will be, so its buttons to subscribe lead to "
    f"this machine ({LOCAL_URL}). Write it as site_url in mkdocs.yml, or set CLEARWAY_SITE_URL."
)

NO_NAME = (
    "mkdocs.yml: site_name must be answered before the site is published; it is "
    f"{quoted(UNTITLED)}, which clearway init wrote in place of an answer. Write what the site is "
    "called"
)

LEAST_CONTRAST = 4.5
"""Between a text and what is behind it (WCAG 2.2, criterion 1.4.3)."""

KNOWN_PLUGINS = frozenset({"search", "clearway", "macros", "mike"})
"""Plugins that do the same to every page of records; what another one does is not known."""

TITLE = "page-title"
"""The id of the first heading of a page that is made from records."""

THEME = Path(__file__).parent / "theme"
"""The parts of the theme that are ours."""


class ClearwayConfig(Config):
    root = config_options.Type(str, default="")
    """The folder that holds data/; the one of mkdocs.yml by default."""


class ClearwayPlugin(BasePlugin[ClearwayConfig]):
    """Adds pages, feeds and data made from the records below data/."""

    product: Product
    settings: Settings
    root: Path

    uses_frames = False
    """Whether pages of records are written around MkDocs: the same bytes, much faster."""

    def __init__(self) -> None:
        self._git = ExitStack()
        self._in_nav: frozenset[str] = frozenset()
        self._all_pages: Sequence[File] = ()
        self._layouts: dict[PageLayout, list[tuple[File, dict[str, str]]]] = {}
        self._samples: dict[str, PageLayout] = {}
        self._frames: dict[PageLayout, Frame] = {}

    @property
    def book(self) -> Book:
        """The records that were read, as pages show them."""
        assert self.product.book is not None
        return self.product.book

    def on_startup(self, *, command: str, dirty: bool) -> None:
        self.command = command

    @event_priority(100)  # before all other plugins
    def _guard(self, config: MkDocsConfig) -> None:
        """Lets no symbolic link lead out of the tracker, and git run nothing that it names.

        Other plugins read git when they are configured: the one of macros asks for the last commit.
        """
        self.root = Path(self.config.root or Path(config.config_file_path).parent)
        custom = [config.theme.custom_dir] if config.theme.custom_dir else []
        for path in (config.config_file_path, config.docs_dir, config.site_dir, *custom):
            _refuse_links(self.root, Path(path))
        self._git.enter_context(safe_git(self.root))

    def _prepare(self, config: MkDocsConfig) -> MkDocsConfig:
        # MkDocs empties the site's folder only after this event: a problem leaves the old site.
        try:
            self.settings = read_settings(os.environ, datetime.now(UTC), url=_home(config))
        except SettingError as error:
            raise PluginError(str(error)) from None
        self.history = read_history(self.root)
        self.revisions = meanwhile(lambda: read_revisions(self.root, self.settings.clock))
        try:
            self.product = self._read(self.settings)
        except OutputError as error:
            message = f"{error}. This is a mistake in the program: please report it"
            raise PluginError(message) from error
        if self.product.problems:
            print(as_text(self.product.problems), end="", file=sys.stderr)  # noqa: T201
        book = self.product.book
        if book is None:
            raise PluginError(STOPPED)
        for line in (*self.revisions().warnings, *self._unanswered(config)):
            print(line, file=sys.stderr)  # noqa: T201
        # Canonical links and the sitemap name the addresses under which pages are cited.
        config.site_url = book.site.absolute("")
        # The theme's own words, and the direction in which it is written.
        theme_language = next(filter(has_theme, _with_parent(book.site.language)), None)
        if theme_language:
            config.theme["language"] = theme_language
        # Below a tracker's own theme folder, where it has one, and above Material.
        config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(THEME))
        if config.theme["favicon"] == "assets/images/favicon.png":
            config.theme["favicon"] = "static/icon-48.png"
        if book.site.version:
            config.extra["version"] = {"provider": "mike"}
        return config

    on_config = CombinedEvent(_guard, _prepare)

    def on_pre_build(self, config: MkDocsConfig) -> None:
        self._git.close()

    def _read(self, settings: Settings) -> Product:
        return read_product(self.root, settings, self.history, self.revisions)

    def _unanswered(self, config: MkDocsConfig) -> Iterator[str]:
        """What to tell who builds a site that does not know its name, or where it will be."""
        if config.site_name == UNTITLED:
            if self.settings.publishes:
                raise PluginError(NO_NAME)
            yield f"warning: {NO_NAME}."
        if self.command == "build" and self.settings.site.url == LOCAL_URL:
            yield NO_ADDRESS

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        outputs = self.product.outputs
        assert outputs is not None
        for path, page in outputs.pages.items():
            file = File.generated(config, path, content=f"# {page.address}\n")
            if not page.listed:
                file.inclusion = InclusionLevel.NOT_IN_NAV
            file.edit_uri = None
            files.append(file)
        written = [
            (file.url.removeprefix("./"), *_plain(file.content_string))
            for file in files.documentation_pages()
            if file.src_uri not in outputs.pages
        ]
        index = search_index.files(self.book, outputs.pages, written)
        for path, content in (*outputs.files.items(), *index):
            files.append(File.generated(config, path, content=content))
        return _Files(files)

    def on_nav(self, nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
        # MkDocs keeps a plugin for the next build in the same process.
        self._layouts, self._samples, self._frames = {}, {}, {}
        log.info("Laying out %d pages", len(files.documentation_pages()))
        self._in_nav = frozenset(page.file.src_uri for page in nav.pages)
        self._all_pages = files.documentation_pages()
        for file in self._all_pages:
            if file.page is not None:
                # MkDocs takes the day of the build, which is another one tomorrow.
                file.page.update_date = self._changed(file).isoformat()
        if self.uses_frames and _has_only_known_parts(config) and isinstance(files, _Files):
            self._plan_frames()
            framed = (file.src_uri for held in self._layouts.values() for file, _ in held)
            files.left_out = frozenset(framed) - self._samples.keys()
        return nav

    def _changed(self, file: File) -> date:
        """The day on which what a page shows changed last, as far as the history is known.

        A record's page is as old as its file; a list may show any record, so it has their last day.
        """
        made, changed = self._made(file), self.book.last_changed
        if made and made.origin and made.origin.path in changed:
            return changed[made.origin.path]
        return max(changed.values(), default=self.settings.as_of)

    def _plan_frames(self) -> None:
        """Sorts pages that are in no menu by their layouts; MkDocs renders the first of each."""
        for file in self._all_pages:
            made = self._made(file)
            if made is None or file.src_uri in self._in_nav:
                continue
            shown = self._shown(file, made)
            layout = layout_of(made.address, shown)
            if layout not in self._layouts:
                self._samples[file.src_uri] = layout
            self._layouts.setdefault(layout, []).append((file, shown))

    def on_page_markdown(
        self, markdown: str, page: MkDocsPage, config: MkDocsConfig, files: Files
    ) -> str:
        # The theme's search would find what it reads; ours is made from the records.
        page.meta["search"] = {"exclude": True}
        made, layout = self._made(page.file), self._samples.get(page.file.src_uri)
        page.meta.update(marks(layout) if layout else self._shown(page.file, made))
        if made is None:
            return markdown
        page.meta["hide"] = ["navigation", "toc"]
        # The text goes around Python-Markdown: what a record says is never read as markup.
        return ""

    def on_page_content(
        self, html: str, page: MkDocsPage, config: MkDocsConfig, files: Files
    ) -> str:
        made = self._made(page.file)
        if made is None:
            return html
        # The theme's link past its menus leads to the first of these; the menus show the others.
        title = AnchorLink(page.meta["title"], TITLE, 1)
        if page.file.src_uri in self._in_nav:
            title.children = _anchors(made.headings)
        page.toc = TableOfContents([title])
        page.title = page.meta["title"]
        return content_mark() if page.file.src_uri in self._samples else _content(made)

    def on_env(self, env: Environment, config: MkDocsConfig, files: Files) -> Environment:
        book = self.book
        env.bytecode_cache = template_cache()
        translate_templates(env)
        # What the theme's footer says of the site as a whole.
        env.globals["clearway"] = {
            "keeper": home.kept_by(book),
            "colour": self._colour(config),
            "number": book.number,
            "is_translated": not current().is_source,
            "as_of": formatting.day(book.as_of),
            "is_past_day": book.is_past_day,
            # The preview writes a script of its own into every page, another one each time.
            "policy": _policies(env, config) if self.command != "serve" else None,
        }
        return env

    def _colour(self, config: MkDocsConfig) -> str:
        """The colour of the header as mkdocs.yml has it, '' for the program's own."""
        colour = str(config.extra.get("colour") or "")
        if colour and not re.fullmatch("#[0-9a-fA-F]{6}", colour):
            message = "mkdocs.yml: extra.colour must be a colour such as '#1a4d7a', in quotes"
            raise PluginError(f"{message}; it is {quoted(colour)}")
        if colour and _contrast_with_white(colour) < LEAST_CONTRAST:
            message = f"mkdocs.yml: white text cannot be read on extra.colour {colour}"
            raise PluginError(f"{message}. Choose a darker colour")
        return colour

    def on_template_context(
        self, context: TemplateContext, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        # The sitemap lists all pages, whoever writes them.
        context["pages"] = self._all_pages
        return context

    def on_page_context(
        self, context: TemplateContext, page: MkDocsPage, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        page.canonical_url = page.meta["canonical"]
        return context

    def on_post_page(self, output: str, *, page: MkDocsPage, config: MkDocsConfig) -> str:
        layout = self._samples.get(page.file.src_uri)
        if layout is None:
            return output
        self._frames[layout] = Frame(output)
        return ""  # `_write_framed` writes it, as all others of its layout

    def _write_framed(self) -> None:
        for layout, held in self._layouts.items():
            frame = self._frames[layout]
            for file, shown in held:
                made = self._made(file)
                assert made is not None
                texts = shown | {CONTENT: _content(made)}
                write_file(frame.around(texts).encode(), file.abs_dest_path)

    def _shown(self, file: File, made: Page | None) -> dict[str, str]:
        address = "" if file.url in (".", "./") else file.url
        return shown_around(self.book, address, made, lambda page: page in self._today)

    @cached_property
    def _today(self) -> frozenset[str]:
        """The addresses of all pages of the site as it is today."""
        settings = replace(self.settings, as_of=self.settings.today, only_known=False)
        outputs = self._read(settings).outputs
        assert outputs is not None
        return frozenset(page.address for page in outputs.pages.values())

    @event_priority(-200)  # after the search's index has been written
    def on_post_build(self, config: MkDocsConfig) -> None:
        folder = Path(config.site_dir)
        self._write_framed()
        # With 100,000 records the manifest needs the room that the pages took.
        self._layouts, self.product = {}, replace(self.product, outputs=None)
        # Its bytes are those of the zlib that is at hand; a server packs sitemap.xml by itself.
        (folder / "sitemap.xml.gz").unlink(missing_ok=True)
        # The index of the theme's search, which is empty, and the scripts that would read it.
        (folder / "search" / "search_index.json").unlink(missing_ok=True)
        for unused in ("lunr", "workers"):
            shutil.rmtree(folder / "assets" / "javascripts" / unused, ignore_errors=True)
        log.info("Listing all files")
        write_manifest(self.root, folder, self.settings)

    def on_build_error(self, error: Exception) -> None:
        self._git.close()
        if isinstance(error, OSError) and error.errno is not None:
            # MkDocs would show where in its code it was when the disk was full.
            raise PluginError(os_error_message(error)) from None

    def _made(self, file: File) -> Page | None:
        assert self.product.outputs is not None
        return self.product.outputs.pages.get(file.src_uri)


class _Files(Files):
    """All files of a site: of links to any page MkDocs says where they lead, or that it is missing.

    It renders no page of those `left_out`.
    """

    left_out: frozenset[str] = frozenset()

    def documentation_pages(
        self, *, inclusion: Callable[[InclusionLevel], bool] = InclusionLevel.is_included
    ) -> list[File]:
        found = super().documentation_pages(inclusion=inclusion)
        return [file for file in found if file.src_uri not in self.left_out]


def _has_only_known_parts(config: MkDocsConfig) -> bool:
    """Whether nothing that a tracker adds can treat one page differently from another."""
    plugins = {name.removeprefix("material/") for name in config.plugins}
    known = plugins <= KNOWN_PLUGINS and config.theme.name == "material"
    return known and not config.hooks and not config.theme.custom_dir


def _content(made: Page) -> str:
    return made.html.replace("<h1", f'<h1 id="{TITLE}"', 1)


def _policies(env: Environment, config: MkDocsConfig) -> Callable[[str], str]:
    """The policy of a page by its way to the site's root, which a script of the theme holds.

    Its hashes are of what the theme writes, without anything of a page.
    """
    parts = sorted(env.list_templates(filter_func=_has_inline))

    @cache
    def policy(base_url: str) -> str:
        given = {"config": config, "features": config.theme["features"], "base_url": base_url}
        return content_policy(*(env.get_template(part).render(given) for part in parts))

    return policy


def _has_inline(template: str) -> bool:
    """Whether a part of the theme is an inline script or style."""
    return template.startswith("partials/javascripts/") or template == "partials/colour.html"


def _with_parent(tag: str) -> tuple[str, str]:
    """A language and the one that it is a variety of.

    >>> _with_parent("fr-CH")
    ('fr-CH', 'fr')
    """
    return tag, tag.partition("-")[0]


def _contrast_with_white(colour: str) -> float:
    """The contrast of white text on a colour, from 1 to 21 (WCAG 2.2, relative luminance).

    >>> _contrast_with_white("#000000"), round(_contrast_with_white("#777777"), 2)
    (21.0, 4.48)
    """
    shares = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    linear = (s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares)
    weights = (0.2126, 0.7152, 0.0722)
    luminance = sum(weight * each for weight, each in zip(weights, linear, strict=True))
    return 1.05 / (luminance + 0.05)


def _refuse_links(root: Path, path: Path) -> None:
    """Raises PluginError for a symbolic link at a path below `root`, on the way to it, or in it."""
    if not path.is_relative_to(root):
        return  # whoever wrote mkdocs.yml chose another place
    below = path.relative_to(root)
    for part in reversed(below.parents):
        if part != Path() and (root / part).is_symlink():
            raise PluginError(f"{root / part} is a symbolic link, which is not followed")
    # In the site, too: MkDocs empties it first, but leaves links to folders and writes below them.
    for problem in odd_files(root, (below.as_posix(),)):
        raise PluginError(f"{problem.place.path}: {problem.must}; {problem.found}")


def _home(config: MkDocsConfig) -> str | None:
    """The address of the site; mike's own plugin puts the version's name behind it."""
    url, version = config.site_url, os.environ.get(VERSION)
    if url and version and "mike" in config.plugins:
        return url.rstrip("/").removesuffix(f"/{version}")
    return url


def _plain(markdown: str) -> tuple[str, str]:
    """The title and the words of a page written by hand, without what macros put in."""
    text = re.sub(r"\{[{%#][^{}]*\}+", " ", markdown)
    title = re.search(r"^(?:title:|#) +(.+)$", text, re.M)
    return (title[1].strip("\"' ") if title else "", text)


def _anchors(headings: tuple[Heading, ...]) -> list[AnchorLink]:
    """MkDocs' own tree of a page's headings, from which theme and search find its sections."""
    found: list[AnchorLink] = []
    for heading in headings:
        anchor = AnchorLink(in_theme(heading.title), heading.id, heading.level)
        nested = heading.level > 2 and found
        (found[-1].children if nested else found).append(anchor)
    return found
