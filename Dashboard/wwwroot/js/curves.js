// Draws the curves of sessions and keeps them as they grow. One chart a subject, all on one axis: crosshair and zoom go together.
// The server sends each session's history in few buckets with their extremes, and then what comes, step by step.
import { option, finite, within } from "./curve-option.js";

const library = "_content/Vizor.ECharts/js/vizor-echarts-bundle-min.js";
const redrawPause = 200;
const zoomPause = 150;
let loading;

export async function open(root, page, settings) {
  loading ??= new Promise((done, failed) => {
    const script = Object.assign(document.createElement("script"), { src: library, onload: done, onerror: () => failed(new Error("The chart library did not load: reload the page.")) });
    document.head.append(script);
  });
  await loading;
  return new Board(root, page, settings);
}

class Board {
  constructor(root, page, settings) {
    Object.assign(this, { root, page, settings, sessions: new Map(), marked: new Map(), charts: new Map(), group: `curves-${Math.random()}`, range: null });
    this.seen = new IntersectionObserver(entries => entries.forEach(entry => this.see(entry)), { rootMargin: "200px" });
    this.sized = new ResizeObserver(entries => entries.forEach(entry => this.charts.get(entry.target)?.chart.resize()));
    this.root.addEventListener("click", this.clicked = event => this.act(event));
    window.addEventListener("themechange", this.themed = () => this.stale());
    this.adopt();
  }

  // Panels come and go with what there is to draw.
  adopt() {
    for (const panel of this.root.querySelectorAll("[data-series]")) this.seen.observe(panel);
    for (const [panel, { chart }] of this.charts) {
      if (panel.isConnected) continue;
      chart.dispose();
      this.charts.delete(panel);
    }
  }

  // A chart is made when its panel first comes into view, and drawn while it is in view.
  see({ target: panel, isIntersecting }) {
    let held = this.charts.get(panel);
    if (!held && isIntersecting) {
      const chart = echarts.init(panel, null, { renderer: "canvas" });
      chart.group = this.group;
      echarts.connect(this.group);
      held = { chart, isStale: "new" };
      this.charts.set(panel, held);
      this.sized.observe(panel);
      chart.on("datazoom", () => this.zoomed(chart));
      chart.getZr().on("dblclick", () => this.reset());
    }
    if (held) held.isSeen = isIntersecting;
    this.redraw();
  }

  replace(session) {
    this.sessions.set(session.id, Object.assign(session, this.marked.get(session.id)));
    this.stale();
    return session.last;
  }

  // Returns the last step that is drawn, so that the server knows from where to go on.
  append(id, points) {
    const session = this.sessions.get(id);
    if (!session) return -1;
    const from = points.steps.findIndex(step => step > session.last);
    if (from < 0) return session.last;
    for (const axis of ["steps", "samples", "times"]) session[axis].push(...points[axis].slice(from));
    for (const [name, values] of Object.entries(points.series)) {
      const series = session.series[name];
      if (!series) continue;
      const more = values.slice(from);
      series.minima.push(...more);
      series.maxima.push(...more);
      series.means.push(...more);
    }
    session.last = points.steps.at(-1);
    this.stale();
    return session.last;
  }

  // Finer buckets of the range that is zoomed into.
  detail(id, history) {
    const session = this.sessions.get(id);
    if (!session) return;
    session.detail = history;
    this.stale();
  }

  marks(id, events, evaluations) {
    this.marked.set(id, { events, evaluations });
    Object.assign(this.sessions.get(id) ?? {}, { events, evaluations });
    this.adopt();
    this.stale();
  }

  set(settings) {
    const otherAxis = settings.axis !== this.settings.axis;
    this.settings = settings;
    if (otherAxis) this.reset();
    this.stale();
  }

  reset() {
    this.range = null;
    for (const session of this.sessions.values()) delete session.detail;
    for (const { chart } of this.charts.values()) chart.dispatchAction({ type: "dataZoom", start: 0, end: 100 });
    this.stale();
  }

  zoomed(chart) {
    const zoom = chart.getOption().dataZoom?.[0];
    if (!zoom) return;
    const isWhole = zoom.start <= 0.01 && zoom.end >= 99.99;
    this.range = isWhole ? null : [zoom.startValue, zoom.endValue];
    clearTimeout(this.zooming);
    this.zooming = setTimeout(() => this.refine(), zoomPause);
  }

  refine() {
    if (!this.range) {
      for (const session of this.sessions.values()) delete session.detail;
      this.stale();
      return;
    }
    for (const session of this.sessions.values()) {
      // Within what is finer already, so that each zoom leads further down to single steps.
      const shown = within(session), along = this.along(shown);
      let first = along.findIndex(x => x >= this.range[0]);
      let last = along.findLastIndex(x => x <= this.range[1]);
      if (first < 0 || last < first) continue;
      first = Math.max(0, first - 1);
      last = Math.min(along.length - 1, last + 1);
      this.page.invokeMethodAsync("RefineAsync", session.id, shown.steps[first], shown.steps[last]);
    }
  }

  along(session) {
    return this.settings.axis === "samples" ? session.samples : this.settings.axis === "time" ? session.times : session.steps;
  }

  stale() {
    for (const held of this.charts.values()) held.isStale ||= true;
    this.redraw();
  }

  redraw() {
    // Not before there is something: an empty chart would take its turn before the first curve.
    if (this.drawing || this.isClosed || this.sessions.size === 0) return;
    const wait = Math.max(0, redrawPause - (performance.now() - (this.drawnAt ?? 0)));
    this.drawing = setTimeout(() => {
      this.drawing = null;
      this.drawnAt = performance.now();
      const style = getComputedStyle(this.root);
      const colors = { text: style.getPropertyValue("--mud-palette-text-secondary"), line: style.getPropertyValue("--mud-palette-lines-default"), surface: style.getPropertyValue("--mud-palette-surface"), strong: style.getPropertyValue("--mud-palette-text-primary") };
      for (const [panel, held] of this.charts) {
        if (!held.isStale || !held.isSeen) continue;
        const isFirst = held.isStale === "new";
        held.isStale = false;
        const drawn = option(panel.dataset.series, panel.dataset.unit ?? "", [...this.sessions.values()], this.settings, colors);
        held.chart.setOption(drawn, { replaceMerge: ["series"] });
        if (isFirst) held.chart.dispatchAction({ type: "takeGlobalCursor", key: "dataZoomSelect", dataZoomSelectActive: true });
        panel.dataset.points = drawn.series.reduce((count, series) => count + series.data.length, 0);
      }
      this.root.dataset.last = Math.max(-1, ...[...this.sessions.values()].map(session => session.last));
    }, wait);
  }

  act(event) {
    const button = event.target.closest("[data-act]");
    const panel = button?.closest(".curve")?.querySelector("[data-series]");
    if (!panel) return;
    if (button.dataset.act === "full") {
      if (document.fullscreenElement) document.exitFullscreen();
      else panel.closest(".curve").requestFullscreen();
    } else if (button.dataset.act === "png") {
      const held = this.charts.get(panel);
      if (held) save(held.chart.getDataURL({ type: "png", pixelRatio: 2, backgroundColor: getComputedStyle(this.root).getPropertyValue("--mud-palette-surface") }), `${panel.dataset.series}.png`);
    } else if (button.dataset.act === "csv") {
      const blob = URL.createObjectURL(new Blob([this.csv(panel.dataset.series)], { type: "text/csv" }));
      save(blob, `${panel.dataset.series}.csv`);
      URL.revokeObjectURL(blob);
    }
  }

  csv(name) {
    const lines = ["session,step,samples,seconds,mean,min,max"];
    for (const session of this.sessions.values()) {
      if (session.series[name]) session.steps.forEach((step, i) => {
        const { minima, maxima, means } = session.series[name];
        lines.push([session.id, step, session.samples[i], session.times[i], means[i], minima[i], maxima[i]].map(cell => cell ?? "").join(","));
      });
      for (const { step, values } of session.evaluations ?? [])
        if (finite(values[name])) lines.push([session.id, step, "", "", values[name], values[name], values[name]].join(","));
    }
    return lines.join("\n") + "\n";
  }

  close() {
    this.isClosed = true;
    clearTimeout(this.drawing);
    clearTimeout(this.zooming);
    this.seen.disconnect();
    this.sized.disconnect();
    this.root.removeEventListener("click", this.clicked);
    window.removeEventListener("themechange", this.themed);
    for (const { chart } of this.charts.values()) chart.dispose();
    this.charts.clear();
    this.sessions.clear();
  }
}

function save(address, name) {
  Object.assign(document.createElement("a"), { href: address, download: name }).click();
}
