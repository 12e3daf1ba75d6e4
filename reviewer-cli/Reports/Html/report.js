"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const filters = document.getElementById("filters");
  const findings = [...document.querySelectorAll("article.finding")];
  const visible = () => findings.filter(finding => !finding.hidden);

  const apply = () => {
    const severities = new Set([...filters.querySelectorAll("input[name=severity]:checked")].map(box => box.value));
    const text = filters.elements.text.value.trim().toLowerCase();
    for (const finding of findings) {
      const { severity, rule, file } = finding.dataset;
      finding.hidden = !severities.has(severity)
        || (filters.elements.rule.value !== "" && filters.elements.rule.value !== rule)
        || (filters.elements.file.value !== "" && filters.elements.file.value !== file)
        || (text !== "" && !finding.textContent.toLowerCase().includes(text));
    }
    const shown = visible().length;
    document.getElementById("shown").textContent = shown === findings.length ? `${shown} shown` : `${shown} of ${findings.length} shown`;
    document.getElementById("none-left").hidden = shown > 0;
  };

  const clear = () => {
    filters.reset();
    apply();
  };

  const go = step => {
    const list = visible();
    if (list.length === 0)
      return;
    const at = list.findIndex(finding => finding.contains(document.activeElement));
    const next = list[at < 0 ? (step > 0 ? 0 : list.length - 1) : Math.min(list.length - 1, Math.max(0, at + step))];
    next.focus();
    next.scrollIntoView({ block: "start" });
  };

  // A link leads to a place that can be seen: out of the filter, out of a closed pipeline.
  const reveal = id => {
    const target = id && document.getElementById(id);
    if (!target)
      return;
    if (target.hidden)
      clear();
    for (let outer = target.closest("details"); outer; outer = outer.parentElement.closest("details"))
      outer.open = true;
    target.focus({ preventScroll: true });
    target.scrollIntoView({ block: "nearest" });
  };

  const toggle = number => {
    const box = filters.querySelectorAll("input[name=severity]")[number - 1];
    if (box) {
      box.checked = !box.checked;
      apply();
    }
  };

  document.addEventListener("click", event => {
    const link = event.target.closest("a[href^='#']");
    if (link)
      setTimeout(() => reveal(link.getAttribute("href").slice(1)));
  });

  document.addEventListener("keydown", event => {
    if (event.ctrlKey || event.metaKey || event.altKey)
      return;
    if (event.key === "Escape" && filters) {
      clear();
      document.activeElement.blur();
      return;
    }
    if (event.target.matches("input[type=search], select, textarea"))
      return;
    const act = {
      j: () => go(1),
      k: () => go(-1),
      g: () => reveal("pipelines"),
      "/": () => filters && filters.elements.text.focus(),
      1: () => filters && toggle(1),
      2: () => filters && toggle(2),
      3: () => filters && toggle(3),
      4: () => filters && toggle(4),
    }[event.key];
    if (act) {
      event.preventDefault();
      act();
    }
  });

  let closed = [];
  window.addEventListener("beforeprint", () => {
    closed = [...document.querySelectorAll("details:not([open])")];
    closed.forEach(details => { details.open = true; });
  });
  window.addEventListener("afterprint", () => closed.forEach(details => { details.open = false; }));

  if (filters) {
    filters.addEventListener("input", apply);
    filters.addEventListener("submit", event => event.preventDefault());
    filters.hidden = false;
    apply();
  }
  if (location.hash)
    reveal(location.hash.slice(1));
});
