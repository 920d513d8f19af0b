// The search of the site, loaded when its field is focused. Of the index it loads the files that a
// search needs, each small; see search_index.py. They are scripts: a disk gives nothing else.
(() => {
  "use strict";

  const WEIGHTS = [12, 6, 2.5, 1]; // by the field that a word is in: title, name, summary, text
  const SHOWN = 12;
  const MOST_FILES = 6; // for one word: of a single letter there may be hundreds

  const folder = new URL("../search/", document.currentScript.src);
  const home = new URL("../", document.currentScript.src);
  const field = document.querySelector(".md-search__input");
  const toggle = document.getElementById("__search");
  const status = document.querySelector(".md-search-result__meta");
  const list = document.querySelector(".md-search-result__list");
  const kinds = document.querySelector(".cw-search__kinds");
  const waiting = new Map();
  let run = 0;
  let chosen = "";

  status.setAttribute("role", "status"); // without scripts it says nothing

  window.cwSearch = (name, value) => waiting.get(name).resolve(value);

  function file(name) {
    if (!waiting.has(name)) {
      const entry = {};
      entry.value = new Promise((resolve, reject) => Object.assign(entry, { resolve, reject }));
      waiting.set(name, entry);
      const script = document.createElement("script");
      script.src = new URL(`${name}.js`, folder);
      script.addEventListener("error", () => {
        waiting.delete(name); // to be tried again with the next letter
        entry.reject(new Error(`${script.src} could not be loaded`));
      });
      document.head.append(script);
    }
    return waiting.get(name).value;
  }

  // The same as `folded` in collation.py, but for signs that no name has.
  function folded(text, about) {
    const plain = text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");
    return [...plain].map((sign) => about.fold[sign] ?? sign).join("");
  }

  function slug(key) {
    return [...key].map((sign) =>
      (/[a-z0-9]/.test(sign) ? sign : `-${sign.codePointAt(0).toString(16)}-`)).join("");
  }

  // The entries with a word that begins with `word`, and how much it says of each.
  async function matches(word, about) {
    const keys = about.keys
      .filter((key) => (key.startsWith(word) || word.startsWith(key)) && key !== "")
      .sort((a, b) => a.length - b.length).slice(0, MOST_FILES);
    const found = new Map();
    for (const words of await Promise.all(keys.map((key) => file(`w-${slug(key)}`)))) {
      for (const [other, posting] of words) {
        if (!other.startsWith(word)) continue;
        const fits = other === word ? 1 : 0.2 + 0.5 * (word.length / other.length);
        posting.forEach((numbers, place) => {
          for (const number of numbers) {
            found.set(number, Math.max(found.get(number) ?? 0, fits * WEIGHTS[place]));
          }
        });
      }
    }
    return found;
  }

  // A symbol or a word with a hyphen is looked up as a whole; where it is not written so, by its parts.
  async function lookUp(text, about) {
    const found = [];
    for (const piece of folded(text, about).split(/\s+/)) {
      const parts = piece.match(/[\p{L}\p{N}]+/gu) ?? [];
      const joined = parts.length > 1 ? await matches(parts.join(""), about) : null;
      if (joined?.size) found.push(joined);
      else found.push(...await Promise.all(parts.map((part) => matches(part, about))));
    }
    return found;
  }

  function ranked(found, about) {
    const scores = new Map();
    for (const entries of found) {
      const rare = Math.log(1 + about.entries / Math.max(1, entries.size));
      for (const [number, weight] of entries) {
        const [score, matched] = scores.get(number) ?? [0, 0];
        scores.set(number, [score + weight * rare, matched + 1]);
      }
    }
    // All words, or as many of them as one entry has.
    const most = Math.max(0, ...[...scores.values()].map(([, matched]) => matched));
    return [...scores].filter(([, [, matched]]) => matched === most)
      .map(([number, [score]]) => {
        const kind = kindOf(number, about);
        return { number, kind, score: score * kind.weight };
      })
      .sort((a, b) => b.score - a.score || a.number - b.number);
  }

  function kindOf(number, about) {
    return about.kinds.findLast((kind) => kind.first <= number);
  }

  async function entry(number, about) {
    return (await file(`e-${Math.floor(number / about.per)}`))[number % about.per];
  }

  function made(tag, className, text = "", ...children) {
    const element = document.createElement(tag);
    element.className = className;
    element.textContent = text;
    element.append(...children);
    return element;
  }

  // From a disk a browser opens a page, not a folder.
  function address(path) {
    const [place, hash] = path.split("#");
    const page = location.protocol === "file:" ? `${place}index.html` : place;
    return new URL(hash ? `${page}#${hash}` : page || "./", home);
  }

  async function items(part, query, about) {
    const read = await Promise.all(part.map(async (match) =>
      ({ ...match, entry: await entry(match.number, about) })));
    const wanted = folded(query, about).trim();
    for (const match of read) {
      const title = folded(match.entry[0], about);
      if (title === wanted) match.score *= 2;
      else if (title.startsWith(wanted)) match.score *= 1.4;
      match.score *= 1 + 1 / (1 + title.split(" ").length);
    }
    read.sort((a, b) => b.score - a.score || a.number - b.number);
    return read.map(({ kind, entry: [title, path, detail] }) => {
      const link = made("a", "md-search-result__link", "",
        made("span", "cw-search__kind", kind.name), made("bdi", "cw-search__title", title),
        made("span", "cw-search__detail", detail));
      link.href = address(path);
      return made("li", "md-search-result__item", "", link);
    });
  }

  function choices(found) {
    const counts = new Map();
    for (const { kind } of found) counts.set(kind.name, (counts.get(kind.name) ?? 0) + 1);
    if (!counts.has(chosen)) chosen = "";
    const all = [["", found.length], ...[...counts].sort((a, b) => b[1] - a[1])];
    kinds.replaceChildren(...(counts.size < 2 ? [] : all).map(([name, number]) => {
      const button = made("button", "cw-search__choice", `${name || "All"} ${number}`);
      button.type = "button";
      button.setAttribute("aria-pressed", String(name === chosen));
      button.addEventListener("click", () => { chosen = name; show(); });
      return button;
    }));
  }

  async function show() {
    run += 1;
    const now = run;
    const query = field.value;
    try {
      const about = await file("all");
      const found = query.trim() ? ranked(await lookUp(query, about), about) : [];
      if (now !== run) return;
      choices(found);
      const wanted = found.filter(({ kind }) => !chosen || kind.name === chosen);
      const first = await items(wanted.slice(0, SHOWN), query, about);
      if (now !== run) return;
      list.replaceChildren(...first);
      offerMore(wanted.slice(SHOWN), query, about, now);
      status.textContent = told(query, wanted.length);
      list.parentElement.dataset.query = query;
    } catch (error) {
      if (now === run) status.textContent = `The search does not work: ${error.message}.`;
    }
  }

  function told(query, number) {
    if (!query.trim()) return "Type to search: a name, a place, a symbol, an acronym";
    if (number === 0) return "Nothing matches.";
    return number === 1 ? "One page matches." : `${number} pages match.`;
  }

  function offerMore(rest, query, about, now) {
    if (rest.length === 0) return;
    const button = made("button", "cw-search__more", `Show ${Math.min(SHOWN, rest.length)} more`);
    const item = made("li", "md-search-result__item", "", button);
    button.type = "button";
    button.addEventListener("click", async () => {
      const next = await items(rest.slice(0, SHOWN), query, about);
      if (now !== run) return;
      item.replaceWith(...next);
      next[0].firstChild.focus();
      offerMore(rest.slice(SHOWN), query, about, now);
    });
    list.append(item);
  }

  function moved(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    const places = [field, ...list.querySelectorAll("a, button")];
    const next = places[places.indexOf(document.activeElement) + step];
    if (!next) return;
    event.preventDefault();
    next.focus();
  }

  function close() {
    toggle.checked = false;
    toggle.dispatchEvent(new Event("change", { bubbles: true }));
    document.activeElement.blur();
  }

  // What is not seen is not reached with the tab key.
  const output = document.querySelector(".md-search__output");
  toggle.addEventListener("change", () => { output.inert = !toggle.checked; });

  field.addEventListener("focus", () => {
    if (toggle.checked) return;
    toggle.checked = true;
    toggle.dispatchEvent(new Event("change", { bubbles: true }));
  });
  field.addEventListener("input", show);
  field.form.addEventListener("reset", () => { setTimeout(() => { field.focus(); show(); }); });
  field.form.addEventListener("submit", async (event) => {
    event.preventDefault();
    await show();
    list.querySelector("a")?.click();
  });
  field.closest(".md-search").addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
    else moved(event);
  });
  list.addEventListener("click", (event) => { if (event.target.closest("a")) close(); });
  if (document.activeElement === field) field.dispatchEvent(new Event("focus"));
  show();
})();
