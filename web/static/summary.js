"use strict";
/* The summary tab. */
(() => {
  const { views, make, fill, copy, reader, alertBox, emptyBox, waitingBox } = window.tinhop;

  /* ---- a summary and the article beside it ---- */

  const cardTable = (card, words, jump) =>
    make("table", { class: "th-card" }, make("caption", null, words.card), make("tbody", null,
      card.map((row) => make("tr", null, make("th", { scope: "row" }, row.name),
        make("td", null, row.values.map((value) =>
          make("button", { type: "button", class: "th-fact", onclick: (event) => jump(value, event.currentTarget) },
            value.text)))))));

  function removedList(removed, words) {
    if (!removed.length) return null;
    return make("details", { class: "th-removed" }, make("summary", null, fill(words.removed, { count: removed.length })),
      make("dl", null, removed.flatMap((piece) => [make("dt", null, piece.kind), make("dd", null, piece.text)])));
  }

  views.summary = (element, { props, trigger }) => {
    const words = props.words;
    const box = make("div", { class: "th-summary" });
    element.replaceChildren(box);
    let current = 0;
    let shownFor = null;

    function verdict(sentence) {
      return make("span", { class: sentence.verified ? "th-ok" : "th-unsure" },
        sentence.verified ? words.verified : words.unverified);
    }

    function drawItem(item) {
      const side = reader(words);
      const article = { title: item.title, about: item.about, text: item.text };
      const all = () => {
        const labels = new Map();
        item.sentences.forEach((sentence, number) => sentence.sources.forEach(([start, end]) => {
          const key = `${start} ${end}`;
          labels.set(key, [...(labels.get(key) || []), number + 1]);
        }));
        return [...labels].map(([key, numbers]) => [...key.split(" ").map(Number), numbers.join(", ")]);
      };
      const pressable = [];
      function press(button, marks) {
        const was = button.getAttribute("aria-pressed") === "true";
        for (const other of pressable) other.setAttribute("aria-pressed", "false");
        if (was) return side.show(article, all());
        button.setAttribute("aria-pressed", "true");
        return side.show(article, marks);
      }
      const sentences = item.sentences.map((sentence, index) => {
        const button = make("button", { type: "button", class: "th-sentence", "aria-pressed": "false",
          title: words.pressSentence,
          onclick: () => press(button, sentence.sources.map(([start, end]) => [start, end, String(index + 1)])) },
        make("span", { class: "th-number" }, String(index + 1)),
        make("span", null, make("span", { class: "th-words" }, sentence.text), " ", verdict(sentence)));
        pressable.push(button);
        return make("li", null, button);
      });
      const tool = (label, kind) => make("button", { type: "button", class: "th-tool",
        onclick: () => trigger("download", { kind, index: current }) }, label);
      const copying = make("button", { type: "button", class: "th-tool",
        onclick: () => copy(item.sentences.map((s) => s.text).join("\n"), copying, words) }, words.copy);
      const found = item.proposed && make("button", { type: "button", class: "th-tool", "aria-pressed": "false",
        title: words.pressSentence, onclick: () => press(found, item.proposed.sources.map(([start, end]) => [start, end, ""])) },
      item.proposed.note);
      if (found) pressable.push(found);
      const main = make("div", { class: "th-main" },
        item.sentences.length
          ? make("section", { class: "th-block", "aria-label": words.summary },
            make("h3", null, item.title), item.proposed && found, make("p", { class: "th-hint" }, words.pressSentence),
            make("ol", { class: "th-sentences" }, sentences), make("p", { class: "th-note" }, item.note),
            make("div", { class: "th-tools" }, copying, tool("Markdown", "md"), tool("DOCX", "docx"), tool("JSON", "json")))
          : make("section", { class: "th-block" }, make("h3", null, item.title), alertBox(item.error || words.noSummary)),
        item.card.length ? make("section", { class: "th-block" }, cardTable(item.card, words, (value, button) =>
          press(button, [[value.start, value.end, ""]]))) : null,
        removedList(item.removed, words));
      main.querySelectorAll(".th-fact").forEach((button) => { button.setAttribute("aria-pressed", "false"); pressable.push(button); });
      side.show(article, all(), { sheet: false });
      return [main, side.node];
    }

    function draw(value) {
      if (value?.error) return box.replaceChildren(alertBox(value.error));
      const items = value?.items || [];
      if (!items.length) { shownFor = null; return box.replaceChildren(emptyBox(words.emptySummary)); }
      if (value.batch !== shownFor?.batch) { current = 0; shownFor = { batch: value.batch }; }
      current = Math.min(current, items.length - 1);
      const item = items[current];
      const drawn = JSON.stringify([current, item.state]);
      const list = items.length > 1 && make("div", { class: "th-items", role: "tablist", "aria-label": words.articles },
        items.map((each, index) => make("button", { type: "button", role: "tab", class: `th-item ${each.state}`,
          "aria-selected": String(index === current), onclick: () => { current = index; draw(value); } },
        make("span", { "aria-hidden": "true" }, { done: "✓", failed: "⚠", waiting: "…" }[each.state]), " ", each.title)));
      const columns = shownFor.drawn === drawn && box.querySelector(".th-columns");
      const body = columns || make("div", { class: "th-columns" }, item.state === "waiting" ? waitingBox(words.working)
        : item.state === "failed" ? alertBox(item.error) : drawItem(item));
      shownFor.drawn = drawn;
      box.replaceChildren(...[list, body].filter(Boolean));
      box.setAttribute("aria-busy", String(items.some((each) => each.state === "waiting")));
      // Scrolling needs the place on the page that the article has only now.
      const mark = body.querySelector("mark");
      const text = body.querySelector(".th-text");
      if (!columns && mark) text.scrollTop = mark.getBoundingClientRect().top - text.getBoundingClientRect().top - 60;
      return undefined;
    }
    return { draw: () => draw(props.value), settled: () => draw(props.value), waiting: () => box.replaceChildren(waitingBox(words.working)) };
  };
})();
