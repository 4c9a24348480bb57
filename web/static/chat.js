"use strict";
/* The conversation. */
(() => {
  const { views, make, fill, copy, alertBox, emptyBox, waitingBox, who } = window.tinhop;

  /* ---- the conversation ---- */

  const MOST_TURNS = 40;

  views.chat = (element, { props, trigger }) => {
    const words = props.words;
    const key = `tinhop-chat-${who()}`;
    const log = make("div", { class: "th-log", role: "log", "aria-live": "polite", "aria-label": words.conversation, tabindex: "0" });
    element.replaceChildren(log);
    const drawn = [];

    function chip(citation) {
      return make("button", { type: "button", class: "th-chip", title: `${citation.title} — “${citation.quote}”`,
        "aria-label": fill(words.openCitation, { n: citation.n, title: citation.title }),
        onclick: (event) => open(citation, String(citation.n), event.currentTarget) }, String(citation.n));
    }
    function open(place, label, button) {
      log.querySelectorAll(".pressed").forEach((other) => other.classList.remove("pressed"));
      button.classList.add("pressed");
      trigger("open", { article: place.article, start: place.start, end: place.end, label });
    }

    function drawAnswer(turn) {
      if (turn.state === "waiting") return [waitingBox(words.thinking)];
      if (turn.error) return [alertBox(turn.error)];
      if (turn.state === "stopped") return [make("p", { class: "th-note" }, words.stopped)];
      if (turn.answered === false) {
        return [make("p", { class: "th-refusal" }, turn.refusal), turn.filtered ? make("p", { class: "th-hint th-filtered" }, turn.filtered) : null,
          turn.nearest.length ? make("p", { class: "th-hint" }, words.nearest) : null,
          make("ul", { class: "th-nearest" }, turn.nearest.map((hit, index) => make("li", null,
            make("button", { type: "button", class: "th-hit", onclick: (event) => open(hit, String(index + 1), event.currentTarget) },
              make("strong", null, hit.title), make("span", null, hit.text))))),
          make("p", { class: "th-note" }, turn.note)];
      }
      const byNumber = Object.fromEntries(turn.citations.map((citation) => [citation.n, citation]));
      const copying = make("button", { type: "button", class: "th-tool small",
        onclick: () => copy(turn.plain, copying, words) }, words.copy);
      return [turn.short ? make("p", { class: "th-short" }, turn.short) : null,
        make("p", { class: "th-answer" }, turn.sentences.flatMap((sentence) =>
          [sentence.text, " ", ...sentence.citations.filter((n) => byNumber[n]).map((n) => chip(byNumber[n])), " "])),
        make("ol", { class: "th-sources", "aria-label": words.sources }, turn.citations.map((citation) =>
          make("li", null, chip(citation), make("span", null, citation.about)))),
        make("p", { class: "th-note" }, turn.note, " ", copying)];
    }
    const drawTurn = (turn) => make("article", { class: "th-turn" },
      make("p", { class: "th-question" }, make("span", { class: "th-said" }, words.youAsked), turn.question),
      make("div", { class: "th-bubble" }, drawAnswer(turn)));

    function draw(value) {
      const turns = value?.turns || [];
      if (!turns.length) {
        drawn.length = 0;
        const suggestions = value?.suggestions || [];
        return log.replaceChildren(emptyBox(make("p", null, value?.empty ? words.emptyArchive : words.emptyChat),
          make("div", { class: "th-suggestions" }, suggestions.map((question) => make("button", { type: "button",
            class: "th-suggestion", onclick: () => trigger("suggest", { question }) }, question)))));
      }
      if (!drawn.length) log.replaceChildren();
      turns.forEach((turn, index) => {
        const form = JSON.stringify(turn);
        if (drawn[index] === form) return;
        drawn[index] = form;
        const node = drawTurn(turn);
        if (log.children[index]) log.children[index].replaceWith(node);
        else log.append(node);
      });
      while (log.children.length > turns.length) { log.lastChild.remove(); drawn.pop(); }
      // The last question stays in view, however long its answer is.
      log.scrollTop = log.lastChild.offsetTop - log.offsetTop - 14;
      return undefined;
    }
    function keep() {
      const turns = known.filter((turn) => turn.state !== "waiting").slice(-MOST_TURNS);
      try { localStorage.setItem(key, JSON.stringify(turns)); } catch { /* storage may be full or forbidden */ }
    }
    function kept() {
      try {
        const turns = JSON.parse(localStorage.getItem(key) || "[]");
        return Array.isArray(turns) ? turns.filter((turn) => turn && typeof turn.question === "string"
          && Array.isArray(turn.sentences) && Array.isArray(turn.citations) && Array.isArray(turn.nearest)) : [];
      } catch { return []; }
    }
    const waitingTurn = (question) => ({ question, state: "waiting", sentences: [], citations: [], nearest: [], note: "" });
    let known = kept();
    /* The value with the conversation that this browser keeps: what the server sends when the page opens has none. */
    function whole() {
      const value = props.value || {};
      if (value.turns) { known = value.turns; return value; }
      const merged = { ...value, turns: known };
      queueMicrotask(() => { if (!props.value?.turns) props.value = merged; });
      return merged;
    }
    return {
      draw: () => { draw(whole()); keep(); },
      /* What is asked shows at once, before the server has heard of it. */
      asking: (question) => {
        if (question.trim()) draw({ ...whole(), turns: [...known, waitingTurn(question)] });
      },
      settled: () => {
        const turns = known.map((turn) => (turn.state === "waiting" ? { ...turn, state: "stopped" } : turn));
        props.value = { ...whole(), turns };
        draw(whole());
        keep();
      },
      clear: () => { props.value = { ...props.value, turns: [] }; draw(whole()); keep(); },
    };
  };
})();
