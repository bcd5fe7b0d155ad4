// Draws points on a canvas: colours and shapes by group, zoom, pan, and the picture of the point that is looked at.
const shapes = [
  (path, x, y, r) => { path.moveTo(x + r, y); path.arc(x, y, r, 0, 2 * Math.PI); },
  (path, x, y, r) => path.rect(x - r * 0.9, y - r * 0.9, r * 1.8, r * 1.8),
  (path, x, y, r) => { path.moveTo(x, y - r * 1.2); path.lineTo(x + r * 1.1, y + r * 0.8); path.lineTo(x - r * 1.1, y + r * 0.8); path.closePath(); },
  (path, x, y, r) => { path.moveTo(x, y - r * 1.3); path.lineTo(x + r * 1.3, y); path.lineTo(x, y + r * 1.3); path.lineTo(x - r * 1.3, y); path.closePath(); },
  (path, x, y, r) => { path.rect(x - r * 1.2, y - r * 0.4, r * 2.4, r * 0.8); path.rect(x - r * 0.4, y - r * 1.2, r * 0.8, r * 2.4); },
];
const grey = 10;

export function attach(root) {
  const canvas = root.querySelector(".map-canvas");
  const tip = root.querySelector(".map-tip");
  const picture = tip.querySelector("img");
  const pen = canvas.getContext("2d");
  let data = null, hidden = new Set(), view = null, at = -1, frame = 0, drag = null;

  const width = () => canvas.clientWidth, height = () => canvas.clientHeight;
  const across = i => (data.places[2 * i] - view.x) * view.scale + width() / 2;
  const down = i => (view.y - data.places[2 * i + 1]) * view.scale + height() / 2;
  const isShown = i => !hidden.has(data.groups[i]);

  function fit() {
    let [left, right, low, high] = [Infinity, -Infinity, Infinity, -Infinity];
    for (let i = 0; i < data.count; i++) {
      left = Math.min(left, data.places[2 * i]); right = Math.max(right, data.places[2 * i]);
      low = Math.min(low, data.places[2 * i + 1]); high = Math.max(high, data.places[2 * i + 1]);
    }
    // The same scale for both axes: distances are what the map is about.
    const scale = Math.min((width() - 32) / (right - left || 1), (height() - 32) / (high - low || 1));
    view = { x: (left + right) / 2, y: (low + high) / 2, scale, least: scale / 2, most: scale * 200 };
  }
  function redraw() {
    frame ||= requestAnimationFrame(() => { frame = 0; draw(); });
  }
  function draw() {
    if (!data || width() === 0) return;
    const ratio = window.devicePixelRatio || 1;
    const [w, h] = [Math.round(width() * ratio), Math.round(height() * ratio)];
    if (canvas.width !== w || canvas.height !== h) [canvas.width, canvas.height] = [w, h];
    if (!view) fit();
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    pen.clearRect(0, 0, width(), height());
    const paths = data.looks.map(() => new Path2D());
    const radius = data.count > 4000 ? 2.6 : data.count > 1000 ? 3.4 : 4.2;
    for (let i = 0; i < data.count; i++) {
      if (!isShown(i)) continue;
      const [x, y] = [across(i), down(i)];
      if (x < -9 || y < -9 || x > width() + 9 || y > height() + 9) continue;
      const look = data.looks[data.groups[i]];
      shapes[look === grey ? 0 : look % shapes.length](paths[data.groups[i]], x, y, radius);
    }
    // The legend's signs have the colours of the theme.
    const signs = [...root.querySelectorAll(".map-sign")];
    paths.forEach((path, group) => {
      const color = signs[group] ? getComputedStyle(signs[group]).color : "gray";
      if (data.looks[group] === grey) {
        pen.strokeStyle = color;
        pen.stroke(path);
      } else {
        pen.globalAlpha = 0.8;
        pen.fillStyle = color;
        pen.fill(path);
        pen.globalAlpha = 1;
      }
    });
    if (at >= 0 && isShown(at)) {
      pen.beginPath();
      pen.arc(across(at), down(at), radius + 5, 0, 2 * Math.PI);
      pen.lineWidth = 2;
      pen.strokeStyle = getComputedStyle(canvas).color;
      pen.stroke();
      pen.lineWidth = 1;
      place();
    }
  }
  function look(i) {
    if (i === at) return;
    at = i;
    tip.classList.toggle("is-shown", i >= 0);
    canvas.style.cursor = i >= 0 ? "pointer" : "grab";
    if (i >= 0) {
      picture.hidden = false;
      picture.src = data.preview.replace("&key=", () => `&key=${encodeURIComponent(data.keys[i])}`);
      tip.querySelector(".map-tip-caption").textContent = data.captions[i] || data.keys[i];
      tip.querySelector(".map-tip-label").textContent = data.labels[i];
    }
    redraw();
  }
  function place() {
    const [x, y] = [across(at), down(at)];
    tip.style.left = `${Math.max(4, x + 16 + tip.offsetWidth > width() ? x - 16 - tip.offsetWidth : x + 16)}px`;
    tip.style.top = `${Math.max(4, Math.min(y - tip.offsetHeight / 2, height() - tip.offsetHeight - 4))}px`;
  }
  function nearest(x, y, reach) {
    let best = -1, least = reach * reach;
    for (let i = 0; i < data.count; i++) {
      if (!isShown(i)) continue;
      const far = (across(i) - x) ** 2 + (down(i) - y) ** 2;
      if (far < least) [best, least] = [i, far];
    }
    return best;
  }
  // The closest point within a quarter of the compass.
  function beside(dx, dy) {
    if (at < 0 || !isShown(at)) return nearest(width() / 2, height() / 2, 1e6);
    const [x, y] = [across(at), down(at)];
    let best = at, least = Infinity;
    for (let i = 0; i < data.count; i++) {
      const [ahead, aside] = [(across(i) - x) * dx + (down(i) - y) * dy, Math.abs((across(i) - x) * dy) + Math.abs((down(i) - y) * dx)];
      if (i === at || !isShown(i) || ahead <= 0.5 || aside > ahead) continue;
      const far = ahead + aside;
      if (far < least) [best, least] = [i, far];
    }
    return best;
  }
  function zoom(factor, x = width() / 2, y = height() / 2) {
    if (!view) return;
    const scale = Math.min(Math.max(view.scale * factor, view.least), view.most);
    const [dx, dy] = [x - width() / 2, y - height() / 2];
    view.x += dx / view.scale - dx / scale;
    view.y -= dy / view.scale - dy / scale;
    view.scale = scale;
    redraw();
  }
  function whole() {
    view = null;
    redraw();
  }
  function show(i) {
    const [x, y] = [across(i), down(i)];
    if (x < 0 || y < 0 || x > width() || y > height()) [view.x, view.y] = [data.places[2 * i], data.places[2 * i + 1]];
    look(i);
  }
  const open = () => at >= 0 && Blazor.navigateTo(data.item.replace("key=", () => `key=${encodeURIComponent(data.keys[at])}`));

  const actions = {
    wheel(event) {
      if (!data) return;
      event.preventDefault();
      zoom(Math.exp(-event.deltaY * (event.deltaMode === 1 ? 0.05 : 0.0015)), event.offsetX, event.offsetY);
    },
    pointerdown(event) {
      if (!data || event.button !== 0) return;
      canvas.setPointerCapture(event.pointerId);
      drag = { x: event.offsetX, y: event.offsetY, moved: false };
    },
    pointermove(event) {
      if (!data || !view) return;
      if (!drag) return look(nearest(event.offsetX, event.offsetY, 12));
      const [dx, dy] = [event.offsetX - drag.x, event.offsetY - drag.y];
      if (!drag.moved && Math.hypot(dx, dy) < 4) return;
      drag = { x: event.offsetX, y: event.offsetY, moved: true };
      view.x -= dx / view.scale;
      view.y += dy / view.scale;
      redraw();
    },
    pointerup(event) {
      const wasClick = drag && !drag.moved;
      drag = null;
      if (!wasClick || !data) return;
      const hit = nearest(event.offsetX, event.offsetY, 14);
      // A finger has no hover: its first touch looks, its second one opens.
      const isSecond = event.pointerType !== "touch" || hit === at;
      look(hit);
      if (hit >= 0 && isSecond) open();
    },
    pointercancel() { drag = null; },
    pointerleave(event) { if (event.pointerType !== "touch" && document.activeElement !== canvas) look(-1); },
    blur() { look(-1); },
    keydown(event) {
      if (!data || !view || event.ctrlKey || event.metaKey || event.altKey) return;
      const steps = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };
      if (steps[event.key]) {
        const next = beside(...steps[event.key]);
        if (next >= 0) show(next);
      } else if (event.key === "Enter") open();
      else if (event.key === "+" || event.key === "=") zoom(1.4);
      else if (event.key === "-") zoom(1 / 1.4);
      else if (event.key === "0") whole();
      else if (event.key === "Escape") look(-1);
      else return;
      event.preventDefault();
    },
    // The canvas's own colour follows the theme: when it has changed, so have the others.
    transitionend: redraw,
  };
  Object.entries(actions).forEach(([name, act]) => canvas.addEventListener(name, act, name === "wheel" ? { passive: false } : undefined));
  const buttons = event => {
    const what = event.target.closest("[data-zoom]")?.dataset.zoom;
    if (what === "all") whole();
    else if (what) zoom(what === "in" ? 1.5 : 1 / 1.5);
  };
  root.addEventListener("click", buttons);
  const sizes = new ResizeObserver(redraw);
  sizes.observe(canvas);

  return {
    show(bytes, groups, looks, keys, captions, labels, preview, item) {
      const places = new Float32Array(bytes.slice().buffer);
      look(-1);
      data = { places, count: keys.length, groups: [...groups], looks, keys, captions, labels, preview, item };
      hidden = new Set();
      whole();
    },
    hide(groups) {
      hidden = new Set(groups);
      if (at >= 0 && !isShown(at)) look(-1);
      redraw();
    },
    dispose() {
      cancelAnimationFrame(frame);
      sizes.disconnect();
      Object.entries(actions).forEach(([name, act]) => canvas.removeEventListener(name, act));
      root.removeEventListener("click", buttons);
    },
  };
}
