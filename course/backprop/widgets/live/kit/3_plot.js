// Axes, curves and fields of colour.

/** A scale from a range of values to a range of the picture. */
function scale([from, to], [start, end]) {
  const width = to - from || 1;
  const f = (value) => start + ((value - from) / width) * (end - start);
  f.back = (place) => from + ((place - start) / (end - start)) * width;
  f.held = (place) => f.back(Math.min(Math.max(place, Math.min(start, end)), Math.max(start, end)));
  return f;
}

/** Round numbers that lie in a range, about `count` of them. */
function ticks([from, to], count = 5) {
  const rough = Math.abs(to - from) / count || 1;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((k) => k * power).find((k) => k >= rough);
  const first = Math.ceil(Math.min(from, to) / step);
  const last = Math.floor(Math.max(from, to) / step);
  return Array.from({ length: last - first + 1 }, (_, k) => Number(((first + k) * step).toFixed(12)));
}

/** The range of some numbers, a little wider than they are; infinities are left out. */
function range(values, margin = 0.05) {
  const finite = Array.from(values).filter(Number.isFinite);
  if (!finite.length) return [0, 1];
  const [low, high] = [Math.min(...finite), Math.max(...finite)];
  const more = (high - low || Math.abs(high) || 1) * margin;
  return [low - more, high + more];
}

/** The values at x of columns that are tabulated at evenly spaced points. */
function lookup(points, columns, x) {
  const place = ((x - points[0]) / (points.at(-1) - points[0])) * (points.length - 1);
  const k = Math.min(Math.max(Math.floor(place), 0), points.length - 2);
  return columns.map((values) => values[k] + (place - k) * (values[k + 1] - values[k]));
}

/** Axes in a box of a Drawing; returns the two scales and what draws on them. */
function axes(d, key, box, x, y, { xlabel = "", ylabel = "", count = 5, yshow = fmt } = {}) {
  const { left, top, right, bottom } = box;
  const sx = scale(x, [left, right]);
  const sy = scale(y, [bottom, top]);
  d.line(`${key}:x`, left, bottom, right, bottom, { stroke: GREY, "stroke-width": 1 });
  d.line(`${key}:y`, left, top, left, bottom, { stroke: GREY, "stroke-width": 1 });
  const small = { "font-size": 12, fill: GREY };
  for (const t of ticks(x, count)) {
    d.line(`${key}:x${t}`, sx(t), bottom, sx(t), bottom + 4, { stroke: GREY, "stroke-width": 1 });
    d.text(`${key}:xt${t}`, sx(t), bottom + 17, fmt(t), small);
  }
  for (const t of ticks(y, count)) {
    d.line(`${key}:y${t}`, left - 4, sy(t), left, sy(t), { stroke: GREY, "stroke-width": 1 });
    d.text(`${key}:yt${t}`, left - 7, sy(t) + 4, yshow(t), { ...small, "text-anchor": "end" });
  }
  d.text(`${key}:xl`, (left + right) / 2, bottom + 35, xlabel);
  d.text(`${key}:yl`, left, top - 9, ylabel, { "text-anchor": "start" });
  const points = (xs, ys) =>
    Array.from(xs, (v, k) => [sx(v), sy(ys[k])]).filter(([a, b]) => Number.isFinite(a + b));
  const inside = (b) => Math.min(Math.max(b, top - 20), bottom + 20);
  const curve = (name, xs, ys, look = {}) =>
    d.put(`${key}:${name}`, "polyline", {
      points: points(xs, ys).map(([a, b]) => `${a.toFixed(1)},${inside(b).toFixed(1)}`).join(" "),
      fill: "none",
      stroke: BLUE,
      "stroke-width": 2,
      ...look,
    });
  return { sx, sy, curve };
}

// cividis for sizes, PuOr for signed values: both read the same in grey and to every eye.
const CIVIDIS = ["00224e", "35456c", "666970", "948e77", "c8b866", "fee838"];
const PUOR = ["7f3b08", "c8761e", "fdc690", "f7f7f7", "c1bbdb", "7b6aa8", "2d004b"];

/** The colour at a share of 0 to 1 along a list of colours, as [red, green, blue]. */
function colour(stops, share) {
  const at = Math.min(Math.max(share, 0), 1) * (stops.length - 1);
  const k = Math.min(Math.floor(at), stops.length - 2);
  return [0, 2, 4].map((c) => {
    const [a, b] = [stops[k], stops[k + 1]].map((stop) => parseInt(stop.slice(c, c + 2), 16));
    return Math.round(a + (at - k) * (b - a));
  });
}

const css = (rgb) => `rgb(${rgb.join(",")})`;

/** Paint one byte a pixel, 0 to 255, in the colours; the first row is the lowest. */
function paint(canvas, bytes, width, height, stops = CIVIDIS) {
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
  }
  const context = canvas.getContext("2d");
  const image = context.createImageData(width, height);
  const look = (paint.looks ??= new Map());
  if (!look.has(stops)) look.set(stops, Array.from({ length: 256 }, (_, k) => colour(stops, k / 255)));
  const colours = look.get(stops);
  for (let row = 0; row < height; row += 1) {
    for (let column = 0; column < width; column += 1) {
      const rgb = colours[bytes[(height - 1 - row) * width + column]];
      const at = 4 * (row * width + column);
      [image.data[at], image.data[at + 1], image.data[at + 2], image.data[at + 3]] = [...rgb, 255];
    }
  }
  context.putImageData(image, 0, 0);
}

/** Lay a canvas under a box of a Drawing, for a field of colour with axes and marks over it. */
function beneath(d, { left, top, right, bottom }) {
  const canvas = h("canvas", { "aria-hidden": "true" });
  const share = (part, whole) => `${((100 * part) / whole).toFixed(3)}%`;
  Object.assign(canvas.style, {
    left: share(left, d.width),
    top: share(top, d.height),
    width: share(right - left, d.width),
    height: share(bottom - top, d.height),
  });
  return { canvas, node: h("div", { class: "layers" }, canvas, d.svg) };
}
