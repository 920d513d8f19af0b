// Searches a long roll of names. Of its index it fetches the files that a search needs, each small;
// see name_index.py. Without this script the pages by first letters lead to every name.

const SHOWN = 100;
const MOST_FILES = 12;

const language = document.documentElement.lang || "en";
const collator = new Intl.Collator(language);

function made(tag, { text, ...fields } = {}, ...children) {
  const element = Object.assign(document.createElement(tag), fields);
  if (text !== undefined) element.textContent = text;
  element.append(...children);
  return element;
}

class Index {
  constructor(base, about) {
    this.base = base;
    this.about = about;
    this.keys = Object.keys(about.files);
    this.fetched = new Map();
  }

  static async open(base) {
    return new Index(base, await fetched(new URL("all.json", base)));
  }

  // The same as `folded` in collation.py, but for signs that no name has.
  folded(text) {
    const plain = text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");
    return [...plain].map((sign) => this.about.fold[sign] ?? sign).join("");
  }

  words(text) {
    return this.folded(text).match(/[\p{L}\p{N}]+/gu) ?? [];
  }

  // The files with all entries that have a word that begins with `word`: whole words first.
  keysOf(word) {
    return this.keys
      .filter((key) => !key.includes(":") && (key.startsWith(word) || word.startsWith(key)))
      .sort((a, b) => a.length - b.length);
  }

  // Of several conditions, the one that fewest entries meet is looked up.
  plan(words, facets) {
    const ways = [
      ...words.map((word) => this.keysOf(word)),
      ...facets.map((facet) => this.keys.filter((key) => key === facet)),
    ];
    const size = (keys) => keys.reduce((sum, key) => sum + this.about.files[key], 0);
    return ways.reduce((a, b) => (size(b) < size(a) ? b : a));
  }

  async *entries(keys) {
    const seen = new Set();
    for (const key of keys) {
      for (let part = 0; part * this.about.per < this.about.files[key]; part += 1) {
        for (const entry of await this.file(`${slug(key)}.${part}.json`)) {
          if (!seen.has(entry[1])) yield entry;
          seen.add(entry[1]);
        }
        yield null; // the end of a file
      }
    }
  }

  file(name) {
    if (!this.fetched.has(name)) this.fetched.set(name, fetched(new URL(name, this.base)));
    return this.fetched.get(name);
  }

  fits(entry, words, { kind, group, country }) {
    const [, id, , isPerson, code = "", place = -1, also = "", gone = ""] = entry;
    if ((kind || group || country) && gone) return false;
    if (kind && kind !== String(isPerson)) return false;
    if (country && country !== code) return false;
    if (group && group !== this.about.groups[place]?.[0]) return false;
    if (words.length === 0) return true;
    const held = this.words(`${entry[0]} ${also} ${id}`);
    // Where words are not parted by blanks, a search may begin inside.
    return words.every((word) =>
      held.some((other) => (/^[\u0000-\u024f]/.test(word)
        ? other.startsWith(word) : other.includes(word))));
  }
}

async function fetched(url) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  return answer.json();
}

function slug(key) {
  return [...key].map((sign) =>
    (/[a-z0-9]/.test(sign) ? sign : `-${sign.codePointAt(0).toString(16)}-`)).join("");
}

// An address with the id of a name that is not on this page leads to the page that has it.
async function follow(index, home) {
  const id = decodeURIComponent(location.hash.slice(1));
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id) || document.getElementById(id)) return;
  const words = id.split("-");
  for await (const entry of index.entries(index.plan(words, []))) {
    if (entry?.[1] === id) location.replace(new URL(`${entry[2]}/#${id}`, home));
  }
}

class Search {
  constructor(place, index, home) {
    this.index = index;
    this.home = home;
    this.run = 0;
    this.input = made("input", { type: "search", autocomplete: "off", spellcheck: false });
    this.status = made("p", { className: "cw-soft" });
    this.status.setAttribute("role", "status");
    this.list = made("tbody");
    const heads = ["Name", "Who", "Country"].map((text) => made("th", { text, scope: "col" }));
    this.table = made("table", { className: "cw-table cw-table--names", hidden: true },
      made("thead", {}, made("tr", {}, ...heads)), this.list);
    this.selects = {
      kind: this.select("Organisations and people", [["0", "Organisations"], ["1", "People"]]
        .filter(([kind]) => index.about.files[`kind:${kind}`])),
      group: this.select("Any group",
        index.about.groups.filter(([id]) => index.about.files[`group:${id}`])),
      country: this.countries(),
    };
    const labels = { kind: "Who", group: "Group", country: "Country" };
    const filters = Object.entries(this.selects)
      .filter(([, select]) => select.length > 2)
      .map(([name, select]) => made("label", {}, `${labels[name]} `, select));
    place.replaceChildren(
      made("label", { className: "cw-names__search" }, "Find a name ", this.input),
      made("div", { className: "cw-filters" }, ...filters), this.status, this.table);
    place.addEventListener("input", () => this.show());
  }

  select(any, values) {
    return made("select", {}, new Option(any, ""),
      ...values.map(([value, text]) => new Option(text, value)));
  }

  countries() {
    const select = this.select("Any country", []);
    for (const [region, held] of this.index.about.regions) {
      const options = held.map(([code, name]) => new Option(name, code));
      select.append(...(region ? [made("optgroup", { label: region }, ...options)] : options));
    }
    return select;
  }

  async show() {
    this.run += 1;
    const run = this.run;
    const words = this.index.words(this.input.value);
    const chosen = Object.fromEntries(
      Object.entries(this.selects).map(([name, select]) => [name, select.value]));
    const facets = Object.entries(chosen)
      .filter(([, value]) => value).map(([name, value]) => `${name}:${value.toLowerCase()}`);
    if (words.length + facets.length === 0) {
      this.status.textContent = "";
      this.table.hidden = true;
      return;
    }
    const { found, more } = await this.look(words, facets, chosen, run);
    if (run !== this.run) return;
    found.sort((a, b) => collator.compare(a[0], b[0]));
    this.list.replaceChildren(...found.map((entry) => this.row(entry)));
    this.table.hidden = found.length === 0;
    this.status.textContent = told(found.length, more);
  }

  async look(words, facets, chosen, run) {
    const found = [];
    let files = 0;
    for await (const entry of this.index.entries(this.index.plan(words, facets))) {
      if (run !== this.run) break;
      if (entry === null) {
        files += 1;
        if (files >= MOST_FILES) return { found, more: true };
      } else if (this.index.fits(entry, words, chosen)) {
        if (found.length === SHOWN) return { found, more: true };
        found.push(entry);
      }
    }
    return { found, more: false };
  }

  row([name, id, path, isPerson, code = "", place = -1, , gone = ""]) {
    const link = made("a", { href: new URL(`${path}/#${id}`, this.home) }, made("bdi", { text: name }));
    const group = this.index.about.groups[place]?.[1];
    const who = (isPerson ? "Person" : "Organisation") + (group ? `, ${group.toLowerCase()}` : "");
    const country = this.index.about.regions.flatMap(([, held]) => held)
      .find(([other]) => other === code)?.[1];
    return made("tr", {}, made("td", {}, gone ? made("del", {}, link) : link),
      made("td", { text: gone || who }), made("td", { text: country ?? "unknown",
        className: country ? "" : "cw-soft" }));
  }
}

function told(number, more) {
  if (number === 0) return more ? "None yet; say more of the name." : "No name like this.";
  if (more) return `The first ${number}; say more of the name to see others.`;
  return number === 1 ? "One name." : `${number} names.`;
}

export async function start(place) {
  const base = new URL(place.dataset.names, location.href);
  const home = new URL(place.dataset.home, location.href);
  const index = await Index.open(base);
  await follow(index, home);
  addEventListener("hashchange", () => follow(index, home));
  new Search(place, index, home);
}
