// What the theme's own bundle does for a page of this site, in a twentieth of its size: the switch
// of colours, marks of what has focus by keys, details on paper and at an address, wide tables,
// the way back to the top. Where a tracker uses more of the theme, the bundle is loaded instead.
(() => {
  "use strict";

  const root = document.documentElement;
  root.classList.replace("no-js", "js");

  // The theme shows what has focus only where it got there by keys.
  let keys = true;
  document.addEventListener("keydown", (event) => { keys = !event.metaKey && !event.altKey && !event.ctrlKey; }, true);
  document.addEventListener("pointerdown", () => { keys = false; }, true);
  document.addEventListener("focusin", ({ target }) => {
    if (keys || target.matches("input:not([type='radio'], [type='checkbox']), textarea")) {
      target.classList.add("focus-visible");
    }
  });
  document.addEventListener("focusout", ({ target }) => target.classList.remove("focus-visible"));

  // Light, dark, or as the system has it; kept where the theme keeps it.
  function palette(form) {
    const choices = [...form.querySelectorAll("input")];
    const dark = matchMedia("(prefers-color-scheme: dark)");
    const colours = (input) => ({
      media: input.dataset.mdColorMedia,
      scheme: input.dataset.mdColorScheme,
      primary: input.dataset.mdColorPrimary,
      accent: input.dataset.mdColorAccent,
    });
    const show = () => {
      const index = Math.max(0, choices.findIndex((input) => input.checked));
      const chosen = choices[index];
      const wanted = `(prefers-color-scheme: ${dark.matches ? "dark" : "light"})`;
      const shown = chosen.dataset.mdColorMedia === "(prefers-color-scheme)"
        ? choices.find((input) => input.dataset.mdColorMedia === wanted) || chosen : chosen;
      for (const [name, value] of Object.entries(colours(shown))) {
        document.body.setAttribute(`data-md-color-${name}`, value);
      }
      choices.forEach((input, number) => {
        if (input.nextElementSibling) input.nextElementSibling.hidden = number !== index;
      });
      return { index, color: colours(chosen) };
    };
    let kept = null;
    try { kept = __md_get("__palette"); } catch { /* what is kept cannot be read: as the system has it */ }
    const first = kept ? kept.index : choices.findIndex((input) => matchMedia(input.dataset.mdColorMedia).matches);
    choices[Math.min(Math.max(0, first), choices.length - 1)].checked = true;
    show();
    form.addEventListener("change", () => __md_set("__palette", show()));
    form.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      const next = choices[(choices.findIndex((input) => input.checked) + 1) % choices.length];
      next.click();
      next.focus();
    });
    dark.addEventListener("change", show);
  }

  // An address within folded details unfolds them; on paper all are unfolded.
  function unfold() {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const details = target && target.closest("details:not([open])");
    if (!details) return;
    details.open = true;
    target.scrollIntoView();
  }
  addEventListener("hashchange", unfold);
  unfold();
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("article details:not([open])")];
    for (const details of opened) details.open = true;
  });
  addEventListener("afterprint", () => { for (const details of opened) details.open = false; });

  // A table that somebody wrote by hand scrolls by itself.
  for (const table of document.querySelectorAll("article table:not([class])")) {
    const outer = document.createElement("div");
    const inner = document.createElement("div");
    outer.className = "md-typeset__scrollwrap";
    inner.className = "md-typeset__table";
    table.replaceWith(outer);
    outer.append(inner);
    inner.append(table);
  }

  // A text to copy that is wider than the screen is scrolled by keys, too.
  const wide = () => {
    for (const code of document.querySelectorAll("pre > code")) {
      if (code.scrollWidth > code.clientWidth) code.tabIndex = 0;
    }
  };
  wide();
  addEventListener("resize", wide);

  // The way back to the top, once somebody scrolls upwards, and the title of the page in the header.
  const top = document.querySelector("[data-md-component='top']");
  const title = document.querySelector("[data-md-component='header-title']");
  const heading = document.querySelector("article h1");
  const header = document.querySelector(".md-header");
  let last = scrollY;
  const scrolled = () => {
    const below = Boolean(heading) && heading.getBoundingClientRect().bottom < header.offsetHeight;
    if (title) title.classList.toggle("md-header__title--active", below);
    if (top) {
      top.hidden = scrollY >= last || scrollY < header.offsetHeight;
      top.tabIndex = top.hidden ? -1 : 0;
    }
    last = scrollY;
  };
  addEventListener("scroll", scrolled, { passive: true });
  scrolled();
  if (top) {
    top.addEventListener("click", () => scrollTo({ top: 0, behavior: "smooth" }));
  }

  const form = document.querySelector("[data-md-component='palette']");
  if (form) palette(form);
})();
