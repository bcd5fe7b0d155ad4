// Hands pictures that are dropped on a zone, or pasted anywhere on the page, to the zone's file input, and shows them from memory.
export function attach(zone) {
  const input = zone.querySelector("input[type=file]");
  const shown = [];
  let depth = 0;

  function give(files) {
    const pictures = [...files].filter(file => file.type.startsWith("image/"));
    if (pictures.length === 0) return false;
    const transfer = new DataTransfer();
    pictures.forEach(file => transfer.items.add(file));
    input.files = transfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
    return true;
  }
  const hasFiles = event => event.dataTransfer?.types.includes("Files");
  function over(event) {
    if (hasFiles(event)) event.preventDefault();
  }
  function enter(event) {
    if (hasFiles(event)) zone.classList.toggle("is-over", ++depth > 0);
  }
  function leave(event) {
    if (hasFiles(event)) zone.classList.toggle("is-over", (depth = Math.max(0, depth - 1)) > 0);
  }
  function drop(event) {
    if (!hasFiles(event)) return;
    // Even beside the zone: otherwise the browser would leave the page to show the file.
    event.preventDefault();
    depth = 0;
    zone.classList.remove("is-over");
    give(event.dataTransfer.files);
  }
  function paste(event) {
    if (event.clipboardData && give(event.clipboardData.files)) event.preventDefault();
  }
  const listeners = [[document, "dragover", over], [zone, "dragenter", enter], [zone, "dragleave", leave], [document, "drop", drop], [document, "paste", paste]];
  listeners.forEach(([target, name, act]) => target.addEventListener(name, act));
  return {
    previews() {
      const urls = [...input.files].map(file => URL.createObjectURL(file));
      shown.push(...urls);
      return urls;
    },
    dispose() {
      listeners.forEach(([target, name, act]) => target.removeEventListener(name, act));
      shown.forEach(url => URL.revokeObjectURL(url));
    },
  };
}
