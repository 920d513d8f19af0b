// Improves what is already readable: local times, countdown, sorting, filtering, copying.
// No page needs it, and it sends no request.
(() => {
  "use strict";

  const clock = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" });
  const day = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "long" });

  function localTimes() {
    for (const place of document.querySelectorAll(".cw-local")) {
      const start = new Date(place.dataset.start);
      const end = new Date(place.dataset.end);
      // In a list, what is over keeps the two clocks that it has.
      if (place.closest(".cw-row") && end < new Date()) continue;
      const span = start.getTime() === end.getTime() ? clock.format(start)
        : `${clock.format(start)}–${clock.format(end)}`;
      place.textContent = `${span} where you are (${day.format(start)})`;
      place.hidden = false;
    }
  }

  function countdown(shown) {
    const [year, month, date] = shown.dataset.countdown.split("-").map(Number);
    const now = new Date();
    const days = Math.round(
      (Date.UTC(year, month - 1, date) -
        Date.UTC(now.getFullYear(), now.getMonth(), now.getDate())) / 86400000);
    const said = Number(shown.querySelector("strong").textContent);
    // A page that speaks of another day keeps what it says.
    if (!Number.isFinite(said) || Math.abs(said - days) > 14 || days < 1) return;
    shown.querySelector("strong").textContent = String(days);
  }

  // The answers to a form as the text of a mail; without scripts the text is there to be filled in.
  function mailForm(section) {
    const form = section.querySelector("form");
    const shown = section.querySelector("code");
    const button = section.querySelector("a.cw-button");
    const fields = [...form.querySelectorAll("[data-label]")];
    const empty = shown.textContent;
    form.hidden = false;
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", () => {
      const answered = fields.map((field) => {
        const said = field.type === "checkbox" ? `- [${field.checked ? "x" : " "}] ${field.value}` : field.value.trim();
        return `### ${field.dataset.label}\n\n${said}\n`;
      });
      const text = `${answered.join("\n")}\n-- \n`;
      shown.textContent = fields.some((f) => (f.type === "checkbox" ? f.checked : f.value)) ? text : empty;
      if (button) {
        const body = encodeURIComponent(shown.textContent.replaceAll("\n", "\r\n"));
        button.href = `${section.dataset.mail}?subject=${encodeURIComponent(section.dataset.subject)}&body=${body}`;
      }
    });
  }

  function sortable(table) {
    const collator = new Intl.Collator(document.documentElement.lang || "en", { numeric: true });
    const body = table.tBodies[0];
    [...table.tHead.rows[0].cells].forEach((head, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = head.textContent;
      head.replaceChildren(button);
      head.setAttribute("aria-sort", "none");
      button.addEventListener("click", () => {
        const up = head.getAttribute("aria-sort") !== "ascending";
        for (const other of table.tHead.rows[0].cells) other.setAttribute("aria-sort", "none");
        head.setAttribute("aria-sort", up ? "ascending" : "descending");
        const rows = [...body.rows].sort((a, b) => {
          const order = collator.compare(
            a.cells[column].textContent.trim(), b.cells[column].textContent.trim());
          return up ? order : -order;
        });
        body.append(...rows);
      });
    });
    if (body.rows.length > 9) filterable(table, body);
  }

  // What a filter has left, said beside it: "12 of 131", or that nothing matches.
  function counter(place) {
    const output = document.createElement("output");
    output.className = "cw-soft";
    place.append(" ", output);
    return (number, total) => {
      output.textContent = number === 0 ? "Nothing matches."
        : number === total ? "" : `${number} of ${total} shown`;
    };
  }

  function filterable(table, body) {
    const label = document.createElement("label");
    label.className = "cw-filter";
    const input = document.createElement("input");
    input.type = "search";
    input.placeholder = "Filter";
    input.setAttribute("aria-label", "Filter this table");
    label.append(input);
    table.before(label);
    const count = counter(label);
    input.addEventListener("input", () => {
      const wanted = input.value.trim().toLocaleLowerCase();
      let left = 0;
      for (const row of body.rows) {
        row.hidden = wanted !== "" && !row.textContent.toLocaleLowerCase().includes(wanted);
        left += !row.hidden;
      }
      count(left, body.rows.length);
    });
  }

  // 'What did it say on …': the last version that was known by a day.
  function picking(place) {
    const versions = [...document.querySelectorAll("h2[data-as-of]")];
    const output = place.querySelector("output");
    place.hidden = false;
    place.querySelector("input").addEventListener("change", (event) => {
      const day = event.target.value;
      const found = versions.filter((version) => version.dataset.asOf <= day)
        .sort((a, b) => (a.dataset.asOf < b.dataset.asOf ? 1 : -1))[0];
      output.replaceChildren();
      if (!day) return;
      if (!found) {
        output.textContent = "No version is that old.";
        return;
      }
      const link = document.createElement("a");
      const own = found.querySelector("a");
      link.href = own ? own.href : `#${found.id}`;
      link.textContent = found.textContent.trim();
      output.append(link, ` (as known on ${found.dataset.asOf})`);
    });
  }

  function copying(button) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const field = document.getElementById(button.dataset.copy);
      field.select();
      await navigator.clipboard.writeText(field.value);
      button.textContent = "Copied";
    });
  }

  // Choices of topic, group and fate above the matrix of asks.
  function matrix(table) {
    const choices = {
      topic: new Map([...table.tBodies].map((b) => [b.dataset.topic, b.dataset.topicTitle])),
      group: named(table, "groups"),
      fate: named(table, "fates"),
    };
    const bar = document.createElement("div");
    bar.className = "cw-filters";
    const chosen = {};
    for (const [name, values] of Object.entries(choices)) {
      if (values.size < 2) continue;
      const label = document.createElement("label");
      const select = document.createElement("select");
      select.append(new Option(`any ${name}`, ""));
      for (const [value, title] of values) select.append(new Option(title, value));
      select.addEventListener("change", () => { chosen[name] = select.value; show(); });
      label.append(`${name[0].toUpperCase()}${name.slice(1)} `, select);
      bar.append(label);
    }
    (table.closest(".cw-scroll") || table).before(bar);
    const count = counter(bar);
    const total = table.querySelectorAll("tbody tr:not(.cw-matrix__topic)").length;

    function show() {
      let all = 0;
      for (const body of table.tBodies) {
        let left = 0;
        for (const row of body.querySelectorAll("tr:not(.cw-matrix__topic)")) {
          const fits = (!chosen.topic || body.dataset.topic === chosen.topic)
            && (!chosen.group || row.dataset.groups.split(" ").includes(chosen.group))
            && (!chosen.fate || row.dataset.fates.split(" ").includes(chosen.fate));
          row.hidden = !fits;
          left += fits;
        }
        body.hidden = left === 0;
        all += left;
      }
      count(all, total);
    }
  }

  // Choices above the roadmap, kept in the address; without scripts each is a page of its own.
  function views(nav) {
    const rows = [...document.querySelectorAll(".cw-row--line")];
    const bar = document.createElement("div");
    bar.className = "cw-filters";
    const selects = [...nav.querySelectorAll("ul[data-group]")].map((list) => {
      const label = document.createElement("label");
      const select = document.createElement("select");
      select.name = list.dataset.group;
      select.append(new Option("any", ""));
      for (const entry of list.children) {
        const text = entry.textContent.replace(/\s+/g, " ").trim();
        select.append(new Option(text, entry.querySelector("a").dataset.value));
      }
      select.value = new URLSearchParams(location.search).get(select.name) || "";
      if (select.selectedIndex < 0) select.value = "";
      label.append(`${list.dataset.title} `, select);
      bar.append(label);
      return select;
    });
    nav.replaceChildren(bar);
    const count = counter(bar);
    const show = () => {
      const wanted = selects.filter((select) => select.value !== "");
      let left = 0;
      for (const row of rows) {
        row.hidden = !wanted.every((s) => row.dataset[s.name].split(" ").includes(s.value));
        left += !row.hidden;
      }
      for (const section of document.querySelectorAll(".cw-section:has(.cw-row--line)")) {
        section.hidden = !section.querySelector(".cw-row--line:not([hidden])");
      }
      count(left, rows.length);
      const query = new URLSearchParams(wanted.map((s) => [s.name, s.value])).toString();
      history.replaceState(null, "", `${location.pathname}${query && `?${query}`}${location.hash}`);
    };
    bar.addEventListener("change", show);
    if (selects.some((select) => select.value !== "")) show();
  }

  function named(table, field) {
    const rows = [...table.querySelectorAll(`tr[data-${field}]`)];
    const found = new Set(rows.flatMap((row) => row.dataset[field].split(" ").filter(Boolean)));
    return new Map([...found].sort().map((value) => [value, value.replaceAll("-", " ")]));
  }

  // 'Everything' in a comparison, for browsers whose style sheets cannot unfold.
  function unfolding(all) {
    const every = document.querySelectorAll("details.cw-same");
    for (const input of document.querySelectorAll("input[name='show']")) {
      input.addEventListener("change", () => {
        for (const details of every) details.open = all.checked;
      });
    }
  }

  // Proposals beside a text, chosen by proposer, status and topic.
  function choosing(section) {
    const choices = section.querySelector(".cw-choices");
    if (!choices) return;
    choices.hidden = false;
    const selects = [...choices.querySelectorAll("select")];
    const notes = [...section.querySelectorAll(".cw-annotation")];
    choices.addEventListener("change", () => {
      const wanted = selects.filter((select) => select.value !== "");
      let number = 0;
      for (const note of notes) {
        const fits = wanted.every((select) =>
          note.dataset[select.dataset.filter].split(" ").includes(select.value));
        note.hidden = !fits;
        number += fits ? 1 : 0;
      }
      for (const para of section.querySelectorAll(".cw-para")) {
        para.hidden = wanted.length > 0 && !para.querySelector(".cw-annotation:not([hidden])");
      }
      choices.querySelector("output").textContent = wanted.length === 0 ? ""
        : number === 0 ? "Nothing matches." : `${number} of ${notes.length} shown`;
    });
  }

  // Long rolls of names have a search, and a script of their own for it.
  const names = document.querySelector("[data-names]");
  // From a disk a browser fetches nothing; there the letters lead to every name.
  if (names && location.protocol !== "file:") {
    const script = new URL("names.js", document.currentScript.src);
    import(script).then((search) => search.start(names));
  }

  // The search and its index are loaded when somebody searches.
  function searching(field) {
    const toggle = document.getElementById("__search");
    const script = document.createElement("script");
    script.src = new URL("search.js", document.currentScript.src);
    const load = () => { if (!script.isConnected) document.head.append(script); };
    field.addEventListener("focus", load);
    toggle.addEventListener("change", () => { if (toggle.checked) field.focus(); });
    document.addEventListener("keydown", (event) => {
      if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      field.focus();
    });
    const asked = new URLSearchParams(location.search).get("q");
    if (asked) {
      field.value = asked;
      field.focus();
    }
    if (document.activeElement === field) load();
  }

  // The drawer of a narrow screen: opened and closed with keys, out of their way while it is closed.
  function drawer(toggle) {
    const sidebar = document.querySelector(".md-sidebar--primary");
    const label = document.querySelector("label.md-header__button[for='__drawer']");
    const narrow = matchMedia("(max-width: 76.234375em)");
    const button = document.createElement("button");
    button.type = "button";
    button.className = `${label.className} cw-menu`;
    button.setAttribute("aria-label", "Menu");
    button.append(...label.childNodes);
    label.replaceWith(button);
    const update = () => {
      sidebar.inert = narrow.matches && !toggle.checked;
      button.setAttribute("aria-expanded", String(toggle.checked));
    };
    button.addEventListener("click", () => toggle.click());
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !toggle.checked) return;
      toggle.click();
      button.focus();
    });
    toggle.addEventListener("change", update);
    narrow.addEventListener("change", update);
    update();
  }

  const menu = document.getElementById("__drawer");
  if (menu && document.querySelector(".md-sidebar--primary")) drawer(menu);
  const searched = document.querySelector(".md-search__input");
  if (searched) searching(searched);
  const everything = document.getElementById("show-all");
  if (everything) unfolding(everything);
  document.querySelectorAll("[data-filterable]").forEach(choosing);
  localTimes();
  document.querySelectorAll(".cw-pick").forEach(picking);
  document.querySelectorAll("table[data-matrix]").forEach(matrix);
  document.querySelectorAll("nav[data-views]").forEach(views);
  document.querySelectorAll("[data-countdown]").forEach(countdown);
  document.querySelectorAll(".cw-mail").forEach(mailForm);
  document.querySelectorAll("table[data-sortable]").forEach(sortable);
  document.querySelectorAll("button[data-copy]").forEach(copying);
})();
