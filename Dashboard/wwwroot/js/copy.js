// Puts a text where the person can paste it; says whether that was allowed (a page without HTTPS may not on another machine).
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
