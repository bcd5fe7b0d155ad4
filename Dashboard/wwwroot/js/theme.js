// Keeps the choice of light or dark for a year, and tells what is drawn on canvases once the page has its new colours.
export function keep(name, value) {
  document.cookie = `${name}=${value}; path=/; max-age=31536000; samesite=lax`;
  setTimeout(() => window.dispatchEvent(new Event("themechange")), 300);
}
