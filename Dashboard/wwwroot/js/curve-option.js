// What a chart of ECharts is told for one subject and some sessions. Numbers in, options out; nothing here touches the page.

export const finite = value => typeof value === "number" && Number.isFinite(value);

export function option(name, unit, sessions, settings, colors) {
  const lines = sessions.flatMap(session => linesOf(name, session, settings));
  const values = lines.flatMap(line => line.data.map(point => point[1])).filter(finite);
  const bounds = settings.clips ? withoutOutliers(values, settings.isLog) : {};
  if (lines.length > 0) lines[0].markLine = marksOf(sessions, settings, colors);
  return {
    animation: false,
    aria: { enabled: true, label: { description: describe(name, unit, sessions) } },
    grid: { left: 8, right: 14, top: 12, bottom: 6, containLabel: true },
    textStyle: { color: colors.text, fontFamily: "inherit" },
    xAxis: {
      type: "value", min: "dataMin", max: "dataMax", axisLine: { lineStyle: { color: colors.line } }, splitLine: { show: false },
      axisLabel: { color: colors.text, hideOverlap: true, formatter: value => settings.axis === "time" ? duration(value) : short(value) },
    },
    yAxis: {
      type: settings.isLog ? "log" : "value", scale: true, splitLine: { lineStyle: { color: colors.line, opacity: 0.6 } },
      axisLabel: { color: colors.text, hideOverlap: true, formatter: value => unit === "bytes" ? amount(value, unit) : short(value) }, min: bounds.min ?? null, max: bounds.max ?? null,
    },
    tooltip: {
      trigger: "axis", confine: true, backgroundColor: colors.surface, borderColor: colors.line, textStyle: { color: colors.strong, fontSize: 12 },
      formatter: points => hover(points, unit, settings), renderMode: "richText",
    },
    axisPointer: { link: [{ xAxisIndex: "all" }], label: { show: false } },
    toolbox: { show: true, right: -100, feature: { dataZoom: { yAxisIndex: "none" } } },
    dataZoom: [{ type: "inside", xAxisIndex: 0, filterMode: "none", zoomOnMouseWheel: "ctrl", moveOnMouseMove: "shift", moveOnMouseWheel: false }],
    series: lines,
  };
}

function linesOf(name, session, settings) {
  const look = { color: session.color, type: session.dash };
  const evaluations = (session.evaluations ?? []).filter(evaluation => finite(evaluation.values[name]));
  if (evaluations.length > 0)
    return [line(session, evaluations.map(evaluation => [at(session, evaluation.step, settings.axis), usable(evaluation.values[name], settings)]), { width: 2, ...look }, 1, true)];
  const shown = within(session);
  const series = shown.series[name];
  if (!series) return [];
  const along = settings.axis === "samples" ? shown.samples : settings.axis === "time" ? shown.times : shown.steps;
  const raw = [];
  along.forEach((x, i) => {
    raw.push([x, usable(series.minima[i], settings)]);
    if (series.maxima[i] !== series.minima[i]) raw.push([x, usable(series.maxima[i], settings)]);
  });
  if (!(settings.smoothing > 0)) return [line(session, raw, { width: 1.5, ...look }, 1, along.length < 3)];
  const smooth = smoothed(along, series.means, settings.smoothing).map((value, i) => [along[i], usable(value, settings)]);
  return [line(session, smooth, { width: 2, ...look }, 1, along.length < 3), line(session, raw, { width: 1, ...look }, 0.25, false)];
}

function line(session, data, lineStyle, opacity, showSymbol) {
  return {
    type: "line", name: session.name, data, showSymbol, symbolSize: 5, connectNulls: false, silent: opacity < 1, z: opacity < 1 ? 1 : 2,
    lineStyle: { ...lineStyle, opacity }, itemStyle: { color: lineStyle.color, opacity }, emphasis: { disabled: true },
    tooltip: { show: opacity === 1 },
  };
}

// The range that is zoomed into comes in finer buckets; around it the coarse ones stay.
export function within(session) {
  const fine = session.detail;
  if (!fine || fine.steps.length === 0) return session;
  const before = session.steps.findIndex(step => step >= fine.steps[0]);
  const after = session.steps.findIndex(step => step > fine.steps.at(-1));
  const join = (coarse, exact) => [...coarse.slice(0, before < 0 ? coarse.length : before), ...exact, ...(after < 0 ? [] : coarse.slice(after))];
  const series = {};
  for (const [name, exact] of Object.entries(fine.series)) {
    const coarse = session.series[name];
    if (coarse) series[name] = { minima: join(coarse.minima, exact.minima), maxima: join(coarse.maxima, exact.maxima), means: join(coarse.means, exact.means) };
  }
  return { steps: join(session.steps, fine.steps), samples: join(session.samples, fine.samples), times: join(session.times, fine.times), series };
}

// An exponential moving average, free of the bias towards its start, that does not depend on how dense the points are: the weight of
// what came before fades with the distance on the axis, as a share of the whole. The first point counts as much as the second.
export function smoothed(along, values, smoothing) {
  const width = (along.at(-1) - along[0]) / 1000 || 1;
  let sum = 0, weight = 0;
  return values.map((value, i) => {
    if (!finite(value)) return value;
    const distance = i === 0 ? along[1] - along[0] : along[i] - along[i - 1];
    const fresh = 1 - Math.pow(smoothing, Math.max(0, distance) / width);
    sum = sum * (1 - fresh) + value * fresh;
    weight = weight * (1 - fresh) + fresh;
    return weight > 0 ? sum / weight : value;
  });
}

// What nearly all values lie within: the outermost hundredth at each end is left out where it would stretch
// the axis by more than a twentieth.
export function withoutOutliers(values, isLog) {
  if (values.length < 20) return {};
  const sorted = [...values].sort((a, b) => a - b);
  const low = sorted[Math.floor(0.01 * (sorted.length - 1))], high = sorted[Math.ceil(0.99 * (sorted.length - 1))];
  const room = 0.05 * (high - low || Math.abs(high) || 1);
  return {
    min: sorted[0] < low - room && !isLog ? low - room : null,
    max: sorted.at(-1) > high + room ? high + room : null,
  };
}

function marksOf(sessions, settings, colors) {
  const marks = sessions.flatMap(session => (session.events ?? []).map(event => ({
    xAxis: at(session, event.step, settings.axis), name: event.text, lineStyle: { color: event.isTrouble ? "#D55E00" : colors.text, type: "dotted", opacity: 0.7 },
    label: { formatter: event.sign, color: event.isTrouble ? "#D55E00" : colors.text, fontSize: 11, position: "insideEndTop", rotate: 0, distance: 1 },
  })));
  return { symbol: "none", data: marks, emphasis: { disabled: true }, tooltip: { show: true, trigger: "item", formatter: mark => mark.name, renderMode: "richText" }, silent: false };
}

// A step on the chosen axis: that of the nearest bucket.
function at(session, step, axis) {
  if (axis !== "samples" && axis !== "time") return step;
  const along = axis === "samples" ? session.samples : session.times;
  let low = 0, high = session.steps.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (session.steps[middle] < step) low = middle + 1; else high = middle;
  }
  return along[low] ?? 0;
}

const usable = (value, settings) => finite(value) && !(settings.isLog && value <= 0) ? value : null;

function hover(points, unit, settings) {
  const first = points[0];
  if (!first) return "";
  const seen = new Set();
  const rows = points.filter(point => finite(point.value[1]) && !seen.has(point.seriesName) && seen.add(point.seriesName))
    .map(point => `${point.marker}${point.seriesName}  ${amount(point.value[1], unit)}`);
  const where = settings.axis === "time" ? duration(first.value[0]) : `${settings.axis === "samples" ? "samples" : "step"} ${Math.round(first.value[0]).toLocaleString("en")}`;
  return [where, ...rows].join("\n");
}

function describe(name, unit, sessions) {
  const last = sessions.map(session => {
    const values = (session.evaluations ?? []).map(evaluation => evaluation.values[name]).filter(finite);
    const value = values.at(-1) ?? session.series[name]?.means.findLast(finite);
    return finite(value) ? `${session.name}: ${amount(value, unit)} at step ${session.last}` : null;
  }).filter(Boolean);
  return `${name}. ${last.length > 0 ? `Newest: ${last.join("; ")}.` : "No values yet."}`;
}

export function amount(value, unit) {
  if (unit === "bytes") {
    const power = Math.min(3, Math.max(0, Math.floor(Math.log2(Math.abs(value) || 1) / 10)));
    return `${short(value / 1024 ** power)} ${["B", "KiB", "MiB", "GiB"][power]}`;
  }
  return unit ? `${short(value)} ${unit}` : short(value);
}

export function short(value) {
  const size = Math.abs(value);
  if (size >= 1e6) return `${+(value / 1e6).toPrecision(4)}M`;
  if (size >= 1e4) return `${+(value / 1e3).toPrecision(4)}k`;
  return size !== 0 && size < 1e-3 ? value.toExponential(2) : `${+value.toPrecision(4)}`;
}

export function duration(seconds) {
  if (seconds < 59.95) return `${+seconds.toPrecision(3)} s`;
  const whole = Math.round(seconds), minutes = Math.floor(whole / 60);
  return minutes < 60 ? `${minutes} min ${whole % 60} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
