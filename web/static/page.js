"use strict";
/* Draws the page's own views from plain data. Whatever comes from an article, a model or a visitor becomes a text node:
   nothing in this file makes HTML out of it. Each view is mounted by a component of web/components.py. */
window.tinhop = (() => {
  const views = {};
  const mounted = {};

  /* An element with attributes, listeners ("on…") and children; strings become text nodes. */
  function make(tag, attributes, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) {
      if (value === null || value === undefined || value === false) continue;
      if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
      else element.setAttribute(name, value === true ? "" : value);
    }
    element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
    return element;
  }

  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
  const narrow = () => window.matchMedia("(max-width: 899px)").matches;

  async function copy(text, button, words) {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // Browsers offer the clipboard on secure addresses only.
      const box = make("textarea", { style: "position:fixed;left:-9999px", "aria-hidden": "true" });
      box.value = text;
      document.body.append(box);
      box.select();
      document.execCommand("copy");
      box.remove();
    }
    const before = button.textContent;
    button.textContent = words.copied;
    setTimeout(() => { button.textContent = before; }, 1500);
  }

  const alertBox = (text) => make("p", { class: "th-error", role: "alert" }, text);
  const emptyBox = (...parts) => make("div", { class: "th-empty" }, ...parts);
  const waitingBox = (text) =>
    make("div", { class: "th-waiting", role: "status" }, make("span", { class: "th-said" }, text),
      ...[92, 78, 85].map((width) => make("span", { class: "th-bar", style: `width:${width}%` })));

  /* Which account's conversations this browser shows. */
  const who = () => (document.cookie.match(/(?:^|; )tinhop_who=(\w+)/) || [])[1] || "";

  /* ---- the reader: an article with exact words marked ---- */

  /* Cuts a text at marks [start, end, label], which count code points; what overlaps an earlier mark is cut short. */
  function marked(text, marks) {
    const points = Array.from(text);
    const nodes = [];
    let last = 0;
    for (const [begin, end, label] of [...marks].sort((a, b) => a[0] - b[0] || a[1] - b[1])) {
      const start = Math.max(begin, last);
      if (start >= end) continue;
      if (start > last) nodes.push(points.slice(last, start).join(""));
      nodes.push(make("mark", null, points.slice(start, end).join("")));
      if (label) nodes.push(make("sup", { class: "th-label", "aria-hidden": "true" }, label));
      last = end;
    }
    nodes.push(points.slice(last).join(""));
    return nodes;
  }

  /* Returns {node, show(article, marks), close()}. On a phone it is a sheet over the lower part of the window. */
  function reader(words, extra) {
    const title = make("h3", { tabindex: "-1" });
    const about = make("p", { class: "th-about" });
    const body = make("div", { class: "th-text", tabindex: "0", role: "document", "aria-label": words.article });
    const actions = make("div", { class: "th-tools" });
    const close = make("button", { type: "button", class: "th-close", "aria-label": words.close, onclick: () => hide() }, "✕");
    const node = make("aside", { class: "th-reader", "aria-label": words.article, hidden: true },
      make("header", null, make("div", null, title, about), close), actions, body);
    let opener = null;
    function hide() {
      node.classList.remove("open");
      if (node.dataset.closable) node.hidden = true;
      opener?.focus();
    }
    node.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
    function show(article, marks, { sheet = true } = {}) {
      node.hidden = false;
      title.textContent = article.title;
      about.replaceChildren(article.about || "");
      if (/^https?:\/\//.test(article.url || "")) {
        about.append(" · ", make("a", { href: article.url, target: "_blank", rel: "noopener noreferrer" }, words.original));
      }
      actions.replaceChildren(...(extra ? extra(article) : []));
      body.replaceChildren(...marked(article.text, marks));
      body.setAttribute("aria-label", article.title);
      if (sheet && narrow()) {
        opener = document.activeElement;
        node.classList.add("open");
        close.focus();
      }
      const mark = body.querySelector("mark");
      body.scrollTop = 0;
      if (mark) body.scrollTop = mark.getBoundingClientRect().top - body.getBoundingClientRect().top - 60;
      if (!narrow() && sheet) node.scrollIntoView({ block: "nearest" });
    }
    return { node, show, hide };
  }

  /* ---- what components and events call ---- */

  function mount(name, element, trigger, props, watch) {
    const view = views[name](element.querySelector(".th-root"), { trigger, props });
    const id = element.closest("[id]:not([id^=html-])")?.id;
    if (id) mounted[id] = view;
    watch("value", () => view.draw());
    view.draw();
  }
  const again = (element) => mounted[element.closest("[id]:not([id^=html-])")?.id]?.draw();
  const call = (method) => (id, ...rest) => mounted[id]?.[method]?.(...rest);

  /* ---- the page: language, light and dark, input methods ---- */

  function paint(mode) {
    const dark = mode ? mode === "dark" : window.matchMedia("(prefers-color-scheme: dark)").matches;
    document.body?.classList.toggle("dark", dark);
    document.documentElement.style.colorScheme = dark ? "dark" : "light";
  }
  function chosenMode() { try { return localStorage.getItem("tinhop-mode"); } catch { return null; } }
  function switchMode() {
    const next = document.body.classList.contains("dark") ? "light" : "dark";
    try { localStorage.setItem("tinhop-mode", next); } catch { /* lasts until the page is left */ }
    paint(next);
  }

  /* Some names of Gradio's controls, which screen readers read out, are English whatever the language. */
  function rename(names) {
    let waits = false;
    const run = () => {
      waits = false;
      for (const attribute of ["aria-label", "title", "placeholder"]) {
        for (const element of document.querySelectorAll(`[${attribute}]`)) {
          const better = names[element.getAttribute(attribute)];
          if (better) element.setAttribute(attribute, better);
        }
      }
    };
    new MutationObserver(() => { if (!waits) { waits = true; requestAnimationFrame(run); } })
      .observe(document.documentElement, { childList: true, subtree: true });
  }

  function start(language, names) {
    document.documentElement.lang = language;
    // Gradio words its own controls by the browser's language; the page has one of its own, put over Gradio's English.
    Object.defineProperty(navigator, "language", { get: () => "en" });
    Object.defineProperty(navigator, "languages", { get: () => ["en"] });
    // Gradio's boxes send on Enter even while an input method is composing (Telex, VNI), when Enter only accepts the word.
    for (const kind of ["keydown", "keypress"]) {
      document.addEventListener(kind, (event) => {
        if (event.key === "Enter" && (event.isComposing || event.keyCode === 229)) event.stopPropagation();
      }, true);
    }
    document.addEventListener("click", (event) => {
      if (event.target.closest?.("#mode")) switchMode();
    });
    rename(names);
    const begin = () => {
      paint(chosenMode());
      // Gradio paints too, later, by the system's choice alone.
      new MutationObserver(() => paint(chosenMode())).observe(document.body, { attributeFilter: ["class"] });
    };
    if (document.body) begin();
    else document.addEventListener("DOMContentLoaded", begin);
  }

  return { views, make, fill, copy, narrow, marked, reader, alertBox, emptyBox, waitingBox, who, again, mount, start, waiting: call("waiting"), draw: call("draw"), asking: call("asking"), settled: call("settled"),
    clear: call("clear"), paint: () => paint(chosenMode()) };
})();
