"use strict";
/* The archive, batches, and small views. */
(() => {
  const { views, make, fill, copy, reader, alertBox, emptyBox, waitingBox, who, again } = window.tinhop;

  /* ---- an article opened from the conversation or the archive ---- */

  views.reader = (element, { props, trigger }) => {
    const words = props.words;
    const hint = emptyBox(props.hint || words.emptyReader);
    const side = reader(words, (article) => (article.removable ? [
      make("button", { type: "button", class: "th-tool", onclick: () => trigger("summarize", { article: article.id }) },
        words.summarizeThis),
      removeButton(article)] : []));
    function removeButton(article) {
      const button = make("button", { type: "button", class: "th-tool danger", onclick: () => {
        if (button.dataset.sure) return trigger("remove", { article: article.id });
        button.dataset.sure = "yes";
        button.textContent = words.sureRemove;
        setTimeout(() => { delete button.dataset.sure; button.textContent = words.remove; }, 10_000);
        return undefined;
      } }, words.remove);
      return button;
    }
    side.node.dataset.closable = "yes";
    element.replaceChildren(hint, side.node);
    return { draw: () => {
      const article = props.value;
      hint.hidden = Boolean(article);
      if (!article) { side.node.hidden = true; side.node.classList.remove("open"); return; }
      side.show(article, article.marks || []);
    } };
  };

  /* ---- filters: native date fields, so that the browser speaks the visitor's language ---- */

  views.filter = (element, { props, trigger }) => {
    const NAMES = ["from", "to", "source", "person", "place"];
    const words = props.words;
    const fields = {};
    /* The visitor's choice; what the server sends of the sources alone, perhaps while he chooses, leaves it as it is. */
    let choice = {};
    const show = () => { reset.hidden = !NAMES.some((name) => choice[name]); };
    const choose = (next) => {
      choice = { ...choice, ...next };
      props.value = { ...props.value, ...choice };
      show();
      trigger("filtered", {});
    };
    const made = (name, label, field) => {
      fields[name] = field;
      field.addEventListener("change", () => choose({ [name]: field.value || null }));
      return make("label", null, make("span", null, label), field);
    };
    const named = (name, label, hint) => made(name, label, make("input", { type: "text", maxlength: "200", placeholder: hint }));
    const offer = (sources) => {
      fields.source.replaceChildren(make("option", { value: "" }, words.anySource),
        ...sources.map((name) => make("option", { value: name }, name)));
      fields.source.value = choice.source || "";
    };
    const reset = make("button", { type: "button", class: "th-tool small", onclick: () => {
      for (const name of NAMES) fields[name].value = "";
      choose(Object.fromEntries(NAMES.map((name) => [name, null])));
    } }, words.noFilter);
    element.replaceChildren(make("div", { class: "th-filter", role: "group", "aria-label": words.filter },
      made("from", words.from, make("input", { type: "date" })), made("to", words.to, make("input", { type: "date" })),
      made("source", words.source, make("select")),
      named("person", words.person, words.personHint), named("place", words.place, words.placeHint), reset));
    offer([]);
    let offered = "[]";
    trigger("filtered", {});
    return { draw: () => {
      const value = props.value || {};
      const chosen = NAMES.filter((name) => name in value && (value[name] || null) !== (choice[name] || null));
      for (const name of chosen) {
        choice[name] = value[name];
        fields[name].value = value[name] || "";
      }
      const sources = JSON.stringify(value.sources || []);
      if ("sources" in value && sources !== offered) {
        offered = sources;
        offer(value.sources);
      }
      show();
      const whole = { sources: JSON.parse(offered), ...choice };
      if (NAMES.some((name) => choice[name] && !(name in value)) || !("sources" in value)) props.value = whole;
    } };
  };

  /* ---- the archive ---- */

  views.archive = (element, { props, trigger }) => {
    const words = props.words;
    const box = make("div", { class: "th-archive" });
    element.replaceChildren(box);
    const open = (place) => (event) => {
      box.querySelectorAll("[aria-current]").forEach((other) => other.removeAttribute("aria-current"));
      event.currentTarget.setAttribute("aria-current", "true");
      trigger("open", place);
    };
    const row = (article) => make("button", { type: "button", class: "th-row", onclick: open({ article: article.article }) },
      make("strong", null, article.title), make("span", null, article.about));
    const similar = (rows) => (rows.length ? make("details", null,
      make("summary", null, fill(words.similar, { count: rows.length })), make("ul", null, rows.map((each) => make("li", null, row(each))))) : null);
    function draw(value) {
      if (!value) return box.replaceChildren(waitingBox(words.loading));
      const nodes = [make("p", { class: "th-note", role: "status" }, value.note)];
      if (value.error) nodes.push(alertBox(value.error));
      if (value.hits) {
        nodes.push(make("ul", { class: "th-rows" }, value.hits.map((hit, index) => make("li", null,
          make("button", { type: "button", class: "th-row", onclick: open({ article: hit.article, start: hit.start, end: hit.end, label: String(index + 1) }) },
            make("strong", null, hit.title), make("span", { class: "th-snippet" }, hit.text), make("span", null, hit.about))))));
      } else {
        nodes.push(make("ul", { class: "th-rows" }, value.rows.map((article) => make("li", null, row(article), similar(article.similar)))));
        if (value.more) nodes.push(make("button", { type: "button", class: "th-tool", onclick: () => trigger("more", {}) }, words.more));
      }
      return box.replaceChildren(...nodes);
    }
    return { draw: () => draw(props.value), waiting: () => draw(null) };
  };

  /* ---- how many articles each month holds: a bar chart whose bars choose the month ---- */

  views.timeline = (element, { props, trigger }) => {
    const words = props.words;
    const SVG = "http://www.w3.org/2000/svg";
    const svg = (tag, attributes, ...children) => {
      const node = document.createElementNS(SVG, tag);
      for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
      node.append(...children);
      return node;
    };
    function draw() {
      const months = props.value?.months || [];
      if (!months.length) return element.replaceChildren();
      const most = Math.max(...months.map((month) => month.count));
      const step = 46, height = 120, left = 30, width = left + months.length * step + 8;
      const grid = [...new Set([0, Math.ceil(most / 2), most])];
      const y = (count) => 14 + height * (1 - count / most);
      const chart = svg("svg", { viewBox: `0 0 ${width} ${height + 46}`, width, height: height + 46, role: "group", "aria-label": words.timeline },
        ...grid.flatMap((count) => [svg("line", { x1: left, x2: width, y1: y(count), y2: y(count), class: "grid" }),
          svg("text", { x: left - 6, y: y(count) + 4, "text-anchor": "end" }, String(count))]),
        ...months.map((month, index) => {
          const x = left + index * step + 6;
          const name = fill(words.inMonth, { count: month.count, month: month.label });
          const pick = () => trigger("pick", { from: month.from, to: month.to });
          const bar = svg("g", { class: "bar", tabindex: "0", role: "button", "aria-label": name },
            svg("title", {}, name), svg("rect", { x, y: 0, width: step - 12, height: height + 40, class: "target" }),
            svg("rect", { x, y: y(month.count), width: step - 12, height: Math.max(height + 14 - y(month.count), 1), rx: 3, class: "column" }),
            svg("text", { x: x + (step - 12) / 2, y: y(month.count) - 4, "text-anchor": "middle", class: "count" }, String(month.count || "")),
            svg("text", { x: x + (step - 12) / 2, y: height + 30, "text-anchor": "middle" }, month.label));
          bar.addEventListener("click", pick);
          bar.addEventListener("keydown", (event) => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); pick(); } });
          return bar;
        }));
      const scroll = make("div", { class: "th-timeline" }, chart);
      element.replaceChildren(make("p", { class: "th-hint" }, words.timelineHint), scroll);
      scroll.scrollLeft = scroll.scrollWidth;
      return undefined;
    }
    return { draw };
  };

  /* ---- one summary over several meetings ---- */

  views.digest = (element, { props, trigger }) => {
    const words = props.words;
    const box = make("div", { class: "th-digest" });
    element.replaceChildren(box);
    return { waiting: () => box.replaceChildren(waitingBox(words.working)), draw: () => {
      const value = props.value;
      if (!value) return box.replaceChildren();
      if (value.error) return box.replaceChildren(alertBox(value.error));
      const copying = make("button", { type: "button", class: "th-tool", onclick: () =>
        copy(value.meetings.map((m) => [m.heading, ...m.sentences.map((s) => s.text)].filter(Boolean).join("\n")).join("\n\n"), copying, words) },
        words.copy);
      const meetings = value.meetings.map((meeting) => [meeting.heading ? make("h3", { class: "th-meeting" }, meeting.heading) : null,
        make("ul", { class: "th-sentences plain" }, meeting.sentences.map((sentence) =>
          make("li", null, sentence.text, " ", sentence.sources.map((source) => make("button", { type: "button", class: "th-chip",
            title: source.title, "aria-label": fill(words.openCitation, { n: source.n, title: source.title }),
            onclick: () => trigger("open", { article: source.article, start: source.start, end: source.end, label: String(source.n) }) },
          String(source.n))))))]);
      return box.replaceChildren(...meetings.flat().filter(Boolean), make("p", { class: "th-note" }, value.note),
        make("div", { class: "th-tools" }, copying));
    } };
  };

  /* ---- batches: the tokens live in this browser, the work on the server ---- */

  views.batches = (element, { props, trigger }) => {
    const words = props.words;
    const key = `tinhop-batches-${who()}`;
    const box = make("div", { class: "th-batches" });
    element.replaceChildren(box);
    const tokens = () => { try { return JSON.parse(localStorage.getItem(key) || "[]"); } catch { return []; } };
    function draw() {
      const jobs = props.value?.jobs;
      if (jobs) try { localStorage.setItem(key, JSON.stringify(jobs.map((job) => job.token))); } catch { /* forbidden */ }
      if (!jobs?.length) return box.replaceChildren(emptyBox(words.emptyBatches));
      return box.replaceChildren(...jobs.map((job) => make("section", { class: `th-block th-job ${job.state}`, "aria-label": job.name },
        make("h3", null, job.name), make("progress", { max: job.total || 1, value: job.total ? job.done : null, "aria-label": words.progress }),
        make("p", { class: "th-note", role: "status" }, job.note), job.error ? alertBox(job.error) : null,
        job.failures.length ? make("details", null, make("summary", null, fill(words.failures, { count: job.failures.length })),
          make("ul", null, job.failures.map((failure) => make("li", null, failure)))) : null,
        make("div", { class: "th-tools" }, job.files.map((file) => make("a", { class: "th-tool", href: file.url, download: file.name }, file.label)),
          job.state === "running" ? make("button", { type: "button", class: "th-tool", onclick: () => trigger("stop", { token: job.token }) }, words.stop)
            : make("button", { type: "button", class: "th-tool danger", onclick: () => trigger("discard", { token: job.token }) }, words.discard)))));
    }
    const known = tokens();
    // An account sees its batches at any browser.
    if (known.length || who()) queueMicrotask(() => { props.value = { tokens: known }; trigger("resume", {}); });
    return { draw };
  };

  /* ---- a table of plain values, and files handed to the browser ---- */

  views.table = (element, { props }) => ({ draw: () => {
    const value = props.value;
    element.replaceChildren(...(value ? [make("p", { class: value.good ? "th-good" : "th-error", role: "status" }, value.said),
      make("table", { class: "th-card" }, make("tbody", null, value.rows.map(([name, text]) =>
        make("tr", null, make("th", { scope: "row" }, name), make("td", null, text)))))] : []));
  } });

  views.lines = (element, { props }) => ({ draw: () => {
    element.replaceChildren(...(props.value?.length ? [make("ul", { class: "th-lines", role: "status" },
      props.value.map((line) => make("li", { class: line.good ? "good" : "bad" }, line.text)))] : []));
  } });

  views.file = (_, { props }) => ({ draw: () => {
    const file = props.value;
    if (!file) return;
    const bytes = Uint8Array.from(atob(file.data), (letter) => letter.charCodeAt(0));
    const address = URL.createObjectURL(new Blob([bytes], { type: file.type }));
    make("a", { href: address, download: file.name }).click();
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
  } });
})();
