// Arrow keys go through the hits, m asks for more like one, / goes to the box. Enter and clicks are the buttons' own.
export function attach(root) {
  const opens = grid => [...grid.querySelectorAll(".hit-open")];
  const isTyping = target => target.closest?.("input, textarea, select, [contenteditable]");

  // How many stand beside each other: those on the first one's line.
  function columns(items) {
    const top = items[0].getBoundingClientRect().top;
    const next = items.findIndex(item => Math.abs(item.getBoundingClientRect().top - top) > 8);
    return next < 0 ? items.length : next;
  }
  function go(event, items, at) {
    const steps = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns(items), ArrowUp: -columns(items), Home: -at, End: items.length - 1 - at };
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = Math.min(Math.max(at + step, 0), items.length - 1);
    if (Math.abs(step) > 1 && event.key.startsWith("Arrow") && (at + step < 0 || at + step >= items.length)) return;
    items[next].focus();
    items[next].scrollIntoView({ block: "nearest" });
  }
  function key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || document.querySelector(".mud-dialog")) return;
    const hit = event.target.closest?.(".hit");
    if (event.key === "/") {
      event.preventDefault();
      root.querySelector(".search-box input")?.focus();
    } else if (hit && event.key === "m") {
      event.preventDefault();
      hit.querySelector(".hit-more")?.click();
    } else if (hit) {
      const items = opens(hit.closest(".hits"));
      go(event, items, items.indexOf(hit.querySelector(".hit-open")));
    }
  }
  document.addEventListener("keydown", key);
  return { dispose: () => document.removeEventListener("keydown", key) };
}
