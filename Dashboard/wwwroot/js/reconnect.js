// Says that the connection is lost, tries until it is there again, and loads the page anew if the server has forgotten it.
const notice = document.getElementById("components-reconnect-modal");
notice.addEventListener("components-reconnect-state-changed", event => {
  const state = event.detail.state;
  if (state === "show") notice.showModal();
  else if (state === "hide") notice.close();
  else if (state === "failed") tryUntilItIsBack();
  else if (state === "rejected") location.reload();
});
document.getElementById("reconnect-now").addEventListener("click", tryOnce);

async function tryOnce() {
  try {
    if (await Blazor.reconnect()) {
      notice.close();
      return true;
    }
    if (!await Blazor.resumeCircuit?.()) location.reload();
    return true;
  } catch {
    return false;
  }
}

async function tryUntilItIsBack() {
  while (!await tryOnce()) await new Promise(done => setTimeout(done, 1000));
}
