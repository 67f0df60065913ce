// Weights are sliders in the picture itself. The learning curves were sent ahead for every start.

const WIDE = 660;
const ROW = { values: 24, units: 54, zero: 140, reach: 44, back: 222, gradients: 276, bars: 330 };
const CURVE = { left: 50, top: 28, right: 630, bottom: 180 };

export default {
  render({ model, el }) {
    const f = frame(model, el);
    const d = new Drawing(WIDE, 360, "The chain: activity runs right, delta runs back left, below it the gradients", "group");
    const lever = h("p", {});
    const curve = new Drawing(WIDE, 225, "The loss while the chain learns, beside that of a single weight");
    const depths = Array.from({ length: 8 }, (_, k) => k + 1);
    const named = depths.map((k) => [k, `w${k}`]);
    const other = bare(choice(f, "other", "the weight that changes", named));
    const of = bare(choice(f, "of", "the weight whose gradient is asked for", named));
    f.controls.append(
      slider(f, "depth", "depth", { min: 1, max: 8, step: 1 }), slider(f, "x", "input x", { min: -4, max: 4, step: 0.05 }),
      slider(f, "t", "target t", { min: -4, max: 4, step: 0.05 }),
      h("div", { class: "runs" }, "Ask: if", other,
        bare(choice(f, "change", "how it changes", f.view().changes)), "what becomes of the gradient of", of),
      h("div", { class: "runs" }, button(f, "Make the change", "make"), button(f, "Send δ back one unit", "send"),
        button(f, "Send δ from the start", "again")));
    const start = slider(f, "start", "every weight starts at",
      { min: 0.2, max: 0.95, step: 0.05, ahead: true, onmove: (at) => learn(at) });
    f.stage.append(d.svg, lever, h("div", { class: "runs" }, h("strong", {}, "How such a chain learns"), start), curve.svg);

    const learn = (at) => curve.draw(() => drawCurve(curve, model.get("curves"), f.view().depth, at));
    f.draw((view) => {
      d.draw(() => drawChain(d, view, (j, w) => f.send(`w${j}`, w)));
      within(other, view.other, view.depth);
      within(of, view.of, view.depth);
      lever.textContent = `Everything but itself: ${view.lever}`;
      learn(model.get("start"));
    });
    return f.end;
  },
};

/** A choice that stands in a sentence, so that its label need not be seen. */
function bare(label) {
  label.querySelector("span").remove();
  return label;
}

/** Offer the weights that the chain has, and show the one that the question is about. */
function within(label, value, depth) {
  const select = label.querySelector("select");
  for (const option of select.options) option.disabled = Number(option.value) > depth;
  select.value = value;
}

function drawChain(d, view, move) {
  const { depth, w, a, delta, slopes, shown } = view;
  const gap = 560 / depth;
  const unit = (k) => 50 + gap * k;
  const sent = (j) => j > depth - shown; // whether delta j has arrived
  const biggest = Math.max(...slopes.map(Math.abs).filter(Number.isFinite), 1e-12);
  w.forEach((weight, k) => edge(d, view, k + 1, unit(k), gap, (value) => move(k + 1, value)));
  a.forEach((value, k) => {
    d.circle(`unit${k}`, unit(k), ROW.units, 17);
    d.text(`name${k}`, unit(k), ROW.units + 5, k === 0 ? "x" : k === depth ? "o" : `a${k}`);
    d.text(`value${k}`, unit(k), ROW.values, fmt(value, 3), { "font-size": 13 });
  });
  delta.forEach((value, k) => {
    const j = k + 1;
    const there = sent(j);
    d.circle(`delta${j}`, unit(j), ROW.back, 15, { stroke: ORANGE, "stroke-width": there ? 2.5 : 1, "stroke-dasharray": there ? null : "3 3" });
    d.text(`dname${j}`, unit(j), ROW.back + 5, `δ${j}`);
    d.text(`dvalue${j}`, unit(j), ROW.back + 32, there ? fmt(value, 3) : "?", { "font-size": 13 });
    if (j < depth && there) {
      d.arrow(`send${j}`, unit(j + 1) - 18, ROW.back, unit(j) + 18, ROW.back, { stroke: VERMILLION, "stroke-width": 2 });
      d.text(`by${j}`, unit(j) + gap / 2, ROW.back - 8, `× w${j + 1}`, { "font-size": 12, fill: GREY });
    }
    gradient(d, view, j, unit(k) + gap / 2, there, slopes[k] / biggest);
  });
  d.text("left", 4, ROW.gradients + 14, "∂E/∂w", { "text-anchor": "start", "font-size": 12, fill: GREY });
}

/** One weight: its line in the chain, and the slider that hangs on it. */
function edge(d, { w, of, other }, j, from, gap, move) {
  const weight = w[j - 1];
  const x = from + gap / 2;
  const place = scale([-3, 3], [ROW.zero + ROW.reach, ROW.zero - ROW.reach]);
  const y = place(Math.min(Math.max(weight, -3), 3));
  d.line(`edge${j}`, from + 17, ROW.units, from + gap - 17, ROW.units, signed(weight, 3));
  d.plate(`ename${j}`, x, ROW.units + 19, `w${j}`, { "font-size": 13, "font-weight": j === of || j === other ? 600 : null });
  d.line(`track${j}`, x, place(-3), x, place(3), { stroke: PALE, "stroke-width": 5, "stroke-linecap": "round" });
  d.line(`zero${j}`, x - 7, place(0), x + 7, place(0), { stroke: GREY, "stroke-width": 1 });
  d.handle(`knob${j}`, "circle", { cx: x, cy: y.toFixed(1), r: 8, fill: weight < 0 ? VERMILLION : BLUE, stroke: "#ffffff" },
    { label: `weight w${j}`, value: weight, min: -3, max: 3, step: 0.05, perPixel: 6 / (2 * ROW.reach), move });
  d.text(`weight${j}`, x + 11, y + 4, fmt(weight, 3), { "text-anchor": "start", "font-size": 12.5 });
  if (j === other) {
    d.put(`asked${j}`, "rect", { x: x - 14, y: place(3) - 12, width: 60, height: 2 * ROW.reach + 24, rx: 6,
      fill: "none", stroke: ORANGE, "stroke-width": 2, "stroke-dasharray": "5 3", "pointer-events": "none" });
  }
}

/** One gradient: delta at the weight's end times the activity at its start, as number and bar. */
function gradient(d, { of, slopes }, j, x, there, share) {
  d.text(`slope${j}`, x, ROW.gradients + 14, there ? fmt(slopes[j - 1], 3) : "?", { "font-size": 13 });
  if (j === of) {
    d.put("asked", "rect", { x: x - 30, y: ROW.gradients - 1, width: 60, height: 21, rx: 4, fill: "none", stroke: ORANGE, "stroke-width": 2.5 });
  }
  d.line(`base${j}`, x - 20, ROW.bars, x + 20, ROW.bars, { stroke: GREY, "stroke-width": 1 });
  if (!there || !Number.isFinite(share)) return;
  const tall = 26 * Math.abs(share);
  d.put(`bar${j}`, "rect", { x: x - 11, y: (share > 0 ? ROW.bars - tall : ROW.bars).toFixed(1), width: 22,
    height: tall.toFixed(1), fill: share < 0 ? VERMILLION : BLUE });
}

function drawCurve(d, sent, depth, at) {
  const all = new Float32Array(sent.E.buffer.slice(sent.E.byteOffset, sent.E.byteOffset + sent.E.byteLength));
  const k = sent.starts.reduce((best, v, i) => (Math.abs(v - at) < Math.abs(sent.starts[best] - at) ? i : best), 0);
  const of = (n) => all.subarray(((n - 1) * sent.starts.length + k) * sent.points, ((n - 1) * sent.starts.length + k + 1) * sent.points);
  const steps = Array.from({ length: sent.points }, (_, i) => i * sent.every);
  const { curve } = axes(d, "E", CURVE, [0, steps.at(-1)], [0, 0.5], { xlabel: `step (input 1, target 1, eta = ${sent.eta})`, ylabel: "loss E" });
  const half = (n) => sent.half[n - 1][k];
  const when = (n) => (half(n) === null ? `not halved in ${steps.at(-1)} steps` : `halved after ${half(n)} steps`);
  curve("one", steps, of(1), { stroke: GREY, "stroke-dasharray": "5 4" });
  curve("deep", steps, of(depth), { stroke: BLUE, "stroke-width": 2.5 });
  const right = { "text-anchor": "end", "font-size": 13 };
  d.plate("says", 630, 16, depth === 1 ? `one weight: ${when(1)}` : `${depth} in a row: ${when(depth)}; dashed, one weight: ${half(1)}`, right);
}
