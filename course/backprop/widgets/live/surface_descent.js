// The surface comes once for each set of patterns; a moved weight asks Python for its gradient.

const PLANE = { left: 46, top: 26, right: 356, bottom: 336 };
const CURVE = { left: 56, top: 30, right: 330, bottom: 190 };

export default {
  render({ model, el }) {
    const f = frame(model, el);
    const plane = new Drawing(366, 400, "The loss over the two weights, with the steepest way down and the steps taken", "group");
    const curve = new Drawing(346, 400, "The loss after each step on a logarithmic axis, and what each pattern adds to the next step");
    const under = beneath(plane, PLANE);
    Object.assign(under.canvas.style, { imageRendering: "auto" });
    f.stage.append(h("div", { class: "live-column" }, under.node), h("div", { class: "live-column" }, curve.svg));

    const [x, y] = model.get("surface").box;
    const weight = (name, ends) =>
      slider(f, name, name, { min: ends[0], max: ends[1], step: 0.01,
        onmove: (value) => point(name === "w1" ? [value, model.get("w2")] : [model.get("w1"), value]) });
    f.controls.append(choice(f, "patterns", "patterns", f.view().choices),
      slider(f, "eta", "eta", { min: 0, max: 0.15, step: 0.001 }), weight("w1", x), weight("w2", y),
      h("div", { class: "runs" }, button(f, "Step", "step"), button(f, "Ten steps", "ten"),
        button(f, "Back to the start", "restart")));

    /** The point follows the hand at once; its arrow and its numbers come with Python's answer. */
    function point(w = f.view().w) {
      plane.draw(() => drawPlane(plane, model.get("surface"), f.view(), w, move));
    }
    function move(w) {
      point(w);
      f.sendAll({ w1: w[0], w2: w[1] });
    }

    let painted = null;
    f.draw((view) => {
      const surface = model.get("surface");
      if (painted !== surface.of) {
        const field = new Uint8Array(surface.field.buffer, surface.field.byteOffset, surface.field.byteLength);
        paint(under.canvas, field, surface.side, surface.side);
        painted = surface.of;
      }
      point();
      curve.draw(() => drawCurve(curve, view));
    });
    return f.end;
  },
};

function drawPlane(d, surface, view, w, move) {
  const [x, y] = surface.box;
  const { sx, sy } = axes(d, "w", PLANE, x, y, { xlabel: "w1", ylabel: "w2" });
  const line = (points) => points.map(([a, b]) => `${sx(a).toFixed(1)},${sy(b).toFixed(1)}`).join(" ");
  surface.lines.forEach((points, k) => {
    d.put(`line${k}`, "polyline", { points: line(points), fill: "none", stroke: "#ffffff", "stroke-width": 1 });
  });
  const inside = ([a, b]) => a >= x[0] && a <= x[1] && b >= y[0] && b <= y[1];
  const path = clipped(view.path, inside);
  if (path.length > 1) {
    const look = { points: line(path), fill: "none", "stroke-linejoin": "round" };
    d.put("halo", "polyline", { ...look, stroke: "#ffffff", "stroke-width": 4 });
    d.put("path", "polyline", { ...look, stroke: INK, "stroke-width": 1.8 });
    view.path.slice(0, -1).filter(inside).forEach(([a, b], k) => {
      d.circle(`step${k}`, sx(a), sy(b), 3.5, { fill: INK, stroke: "#ffffff" });
    });
  }
  d.text("scale", 202, 392, "bright: low loss; each line a tenth of the largest error", { "font-size": 12, fill: GREY });
  if (!inside(w)) {
    d.plate("gone", 200, 60, "The weights have left the picture.", { "font-weight": 600 });
    return;
  }
  const still = w[0] === view.w[0] && w[1] === view.w[1];
  if (still) steepest(d, sx(w[0]), sy(w[1]), view.gradient);
  d.grip("here", w, { sx, sy, step: 0.01, label: "weights w1 and w2", move });
}

/** An arrow of one length along minus the gradient: the direction, not the step. */
function steepest(d, x, y, [g1, g2]) {
  const long = Math.hypot(g1, g2);
  if (!(long > 1e-9)) return;
  const [x2, y2] = [x - (62 * g1) / long, y + (62 * g2) / long];
  d.line("arrow:halo", x, y, x2, y2, { stroke: "#ffffff", "stroke-width": 6 });
  d.arrow("arrow", x, y, x2, y2, { stroke: VERMILLION, "stroke-width": 3 });
  d.plate("arrow:name", Math.min(Math.max(x2, 95), 310), y2 + (g2 > 0 ? 14 : -14), "−∂E/∂w", { "font-size": 13 });
}

/** The path as far as the picture goes, and the one step that leaves it. */
function clipped(path, inside) {
  const out = path.findIndex((w) => !inside(w));
  return out < 0 ? path : path.slice(0, out + 1);
}

function drawCurve(d, { losses, table }) {
  const logs = Array.from(losses, (E) => Math.log10(Math.max(E ?? 1e12, 1e-12)));
  const power = (t) => (Number.isInteger(t) ? (t ? fmt(10 ** t) : "1") : "");
  const low = Math.floor(Math.min(...logs, 0) - 0.01);
  const top = Math.ceil(Math.max(...logs, 1) + 0.01);
  const steps = Math.max(losses.length - 1, 10);
  const { sx, sy, curve } = axes(d, "E", CURVE, [0, steps], [low, top],
    { xlabel: "step", ylabel: "loss E", count: 4, yshow: power });
  if (logs.length > 1) curve("losses", logs.map((_, k) => k), logs);
  logs.forEach((value, k) => d.circle(`at${k}`, sx(k), sy(value), 3, { fill: BLUE, stroke: "none" }));
  const left = { "text-anchor": "start", "font-size": 13 };
  d.text("sum", 10, 270, "The next step adds up what each pattern asks for:", left);
  const rows = [["input x", "", "", "e", "Δw1", "Δw2"], ...table.rows];
  rows.forEach(([x, , , e, d1, d2], k) => {
    const look = { ...left, "font-weight": k === rows.length - 1 ? 600 : null, fill: k ? INK : GREY };
    [[10, x], [175, e], [260, d1], [345, d2]].forEach(([at, cell], j) => {
      const text = typeof cell === "number" ? fmt(cell, 3) : cell;
      d.text(`share${k},${j}`, at, 294 + 20 * k, text, { ...look, "text-anchor": j ? "end" : "start" });
    });
  });
}
