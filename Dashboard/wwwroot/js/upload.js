// Chooses files and folders on this computer, and sends them. What is chosen stays here; the page hears counts and sentences only.
const header = { "X-ClipGrid-Upload": "1" };
const mostShown = 20;
const pause = 250;

export function attach(zone, owner, mostFiles) {
  return new Upload(zone, owner, mostFiles);
}

class Upload {
  constructor(zone, owner, mostFiles) {
    [this.zone, this.owner, this.mostFiles, this.chosen, this.request] = [zone, owner, mostFiles, [], null];
    this.ended = new AbortController();
    const on = (target, name, act) => target.addEventListener(name, act, { signal: this.ended.signal });
    on(zone, "dragover", event => { event.preventDefault(); zone.classList.add("is-over"); });
    on(zone, "dragleave", event => { if (!zone.contains(event.relatedTarget)) zone.classList.remove("is-over"); });
    on(zone, "drop", event => { event.preventDefault(); zone.classList.remove("is-over"); this.take(dropped(event.dataTransfer, this)); });
    for (const input of zone.querySelectorAll("input[type=file]"))
      on(input, "change", () => {
        const files = [...input.files].map(file => ({ file, path: file.webkitRelativePath || file.name }));
        input.value = "";
        this.take(files);
      });
    on(window, "beforeunload", event => { if (this.request) event.preventDefault(); });
    // A file that misses the zone would be opened in place of the page.
    for (const name of ["dragover", "drop"]) on(window, name, event => { if (event.dataTransfer?.types.includes("Files")) event.preventDefault(); });
  }

  // Looks at what was chosen, and asks the server what of it can be sent.
  async take(coming) {
    if (this.request) return;
    const turn = this.turn = {};
    try {
      const files = await coming;
      if (turn !== this.turn || files.length === 0) return;
      this.tell("LookingAsync", files.length);
      const answer = await fetch("/uploads/plan", {
        method: "POST",
        headers: { ...header, "Content-Type": "application/json" },
        body: JSON.stringify({ files: files.map(({ file, path }) => ({ path, size: file.size })) }),
        signal: this.ended.signal,
      });
      const said = await answer.json();
      if (turn !== this.turn) return;
      if (!answer.ok) return this.refuse(said.detail ?? said.title);
      const leftOut = new Set(said.leftOut.map(file => file.index));
      this.chosen = files.filter((_, index) => !leftOut.has(index));
      this.tell("ChosenAsync", {
        name: nameOf(files),
        words: said.words,
        fileCount: said.fileCount,
        byteCount: said.byteCount,
        leftOutCount: said.leftOut.length,
        leftOut: said.leftOut.slice(0, mostShown).map(({ index, path, reason }) => ({ index, path: path.slice(0, 300), reason: reason.slice(0, 500) })),
      });
    } catch (error) {
      if (!this.ended.signal.aborted) this.refuse(error instanceof TypeError ? "The grid does not answer: check that it runs, and choose the files again." : error.message);
    }
  }

  refuse(sentence) {
    this.chosen = [];
    this.tell("RefusedAsync", String(sentence).slice(0, 2000));
  }

  forget() {
    [this.turn, this.chosen] = [{}, []];
  }

  // Sends what was chosen. Its progress and its end are told to the page.
  send(request) {
    if (this.request || this.chosen.length === 0) return;
    const files = this.chosen;
    const body = new FormData();
    body.append("request", JSON.stringify({ ...request, files: files.map(({ file, path }) => ({ path, size: file.size })) }));
    for (const { file } of files) body.append("file", file, "file");
    const total = files.reduce((sum, { file }) => sum + file.size, 0);
    const xhr = this.request = new XMLHttpRequest();
    let [told, done, before] = [0, 0, 0];
    xhr.upload.onprogress = event => {
      if (Date.now() - told < pause && event.loaded < event.total) return;
      told = Date.now();
      const sent = event.total > 0 ? Math.min(total, event.loaded / event.total * total) : 0;
      while (done < files.length && before + files[done].file.size <= sent) before += files[done++].file.size;
      this.tell("SentAsync", Math.round(sent), done);
    };
    const end = (name, ...what) => { this.request = null; this.tell(name, ...what); };
    xhr.onload = () => xhr.status === 202 ? end("ArrivedAsync") : end("FailedAsync", sentenceOf(xhr));
    xhr.onerror = () => end("FailedAsync", "The files could not be sent: the connection broke, or one of them was changed or moved meanwhile. Nothing was added; choose them again.");
    xhr.onabort = () => end("CancelledAsync");
    xhr.open("POST", "/uploads");
    for (const [name, value] of Object.entries(header)) xhr.setRequestHeader(name, value);
    xhr.send(body);
  }

  cancel() {
    this.request?.abort();
  }

  dispose() {
    const request = this.request;
    this.ended.abort();
    this.owner = null;
    request?.abort();
  }

  // A page that is not connected now hears the next of it.
  tell(name, ...what) {
    this.owner?.invokeMethodAsync(name, ...what).catch(() => { });
  }
}

function sentenceOf(xhr) {
  try {
    const problem = JSON.parse(xhr.responseText);
    return String(problem.detail ?? problem.title).slice(0, 2000);
  } catch {
    return `The grid answered ${xhr.status}. Nothing was added; try again.`;
  }
}

// What the data set might be called: the folder's or the only file's name.
function nameOf(files) {
  const first = files[0].path.split("/");
  if (first.length > 1) return files.every(({ path }) => path.startsWith(`${first[0]}/`)) ? first[0] : "";
  return files.length === 1 ? first[0].replace(/\.(zip|tar|tgz|tar\.gz|csv|tsv|jsonl)$/i, "") : "";
}

async function dropped(transfer, upload) {
  // Only to be asked for before anything is awaited. What is no entry of a file system is a plain file.
  const items = [...transfer.items].filter(item => item.kind === "file").map(item => item.webkitGetAsEntry() ?? item.getAsFile()).filter(item => item);
  const files = [];
  for (const item of items) {
    if (item instanceof File) files.push({ file: item, path: item.name });
    else await walk(item, files, upload);
  }
  return files;
}

async function walk(entry, files, upload) {
  if (files.length > upload.mostFiles * 2 || upload.ended.signal.aborted) return;
  if (entry.isFile) {
    files.push({ file: await new Promise((done, fail) => entry.file(done, fail)), path: entry.fullPath.replace(/^\//, "") });
    if (files.length % 500 === 0) upload.tell("LookingAsync", files.length);
    return;
  }
  const reader = entry.createReader();
  // A folder is read in parts, of a hundred in most browsers, until one is empty.
  for (let part; (part = await new Promise((done, fail) => reader.readEntries(done, fail))).length > 0;)
    for (const inner of part) await walk(inner, files, upload);
}
