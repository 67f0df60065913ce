// Python trains in bursts. The browser asks for the next burst when it has drawn the last one.

const FIELD = { left: 36, top: 26, right: 346, bottom: 336 };
const CURVE = { left: 50, top: 28, right: 332, bottom: 150 };
const DARK = ["#7f3b08", "#2d004b"]; // the classes: the two ends of the field's colours

export default {
  render({ model, el }) {
    const f = frame(model, el);
    const field = new Drawing(356, 400, "The points, and what the network answers everywhere in the plane");
    const curves = new Drawing(350, 190, "The loss against the steps");
    const bars = new Drawing(350, 170, "The size of the gradient of each layer, on a logarithmic scale");
    const under = beneath(field, FIELD);
    Object.assign(under.canvas.style, { imageRendering: "auto", opacity: 0.72 }); // smooth, and paler than the points
    f.stage.append(h("div", { class: "live-column" }, under.node),
      h("div", { class: "live-column" }, curves.svg, bars.svg));

    const progress = h("div", { class: "reading" });
    const play = button(f, "Play", () => (playing ? pause() : start()));
    play.style.minWidth = "5em";
    const pace = choice(f, "speed", "steps a picture", numbered(f, "speed", { 1000000: "many" }));
    const settings = h("div", { class: "settings" }, settingsOf(f), pace);
    f.controls.append(settings, h("div", { class: "runs" }, play,
      button(f, "One step", () => stopped("step")), button(f, "Reset", () => stopped("restart")),
      button(f, "New seed", () => stopped("another"))), progress);
    settings.addEventListener("change", (event) => pace.contains(event.target) || pause());

    let playing = false;
    let seen = 0; // bursts that are drawn
    let marks = []; // [milliseconds, step] of the last second

    function start() {
      playing = true;
      marks = [];
      seen = f.view().bursts;
      play.textContent = "Pause";
      set(f.says, { "aria-live": "off" }); // ten sentences a second help nobody
      f.act("run");
    }
    function pause() {
      if (!playing) return;
      playing = false;
      play.textContent = "Play";
      set(f.says, { "aria-live": "polite" });
    }
    function stopped(action) {
      pause();
      f.act(action);
    }
    function next(view, before) {
      const reached = before < view.asked && view.step === view.asked;
      if (view.error || view.diverged || view.step < before || reached) pause();
      else if (view.bursts !== seen) requestAnimationFrame(() => playing && f.act("run"));
      seen = view.bursts;
    }
    let step = 0;
    f.draw((view) => {
      paint(under.canvas, bytes(view.field), view.side, view.side, PUOR);
      field.draw(() => drawPoints(field, view));
      curves.draw(() => drawLoss(curves, view));
      bars.draw(() => drawGradients(bars, view));
      marks = [...marks.filter(([at]) => at > performance.now() - 1000), [performance.now(), view.step]];
      const [[at, first], [now, last]] = [marks[0], marks.at(-1)];
      const rate = playing && now > at ? `, ${fmt((1000 * (last - first)) / (now - at), 2)} steps a second` : "";
      progress.textContent = `Seed ${view.seed}, step ${view.step}, epoch ${fmt(view.epoch)}${rate}`;
      if (playing) next(view, step);
      step = view.step;
    });
    return () => {
      pause();
      f.end();
    };
  },
};

/** The values that an input may have, and a name for those that are not said by their number. */
function numbered(f, name, names = {}) {
  return f.view().options[name].map((value) => [value, names[value] ?? fmt(value)]);
}

function settingsOf(f) {
  return [
    choice(f, "data", "data", f.view().options.data),
    ...[0, 1, 2].map((k) => layer(f, k)),
    choice(f, "f", "activation", f.view().options.f),
    wide(choice(f, "loss", "loss", f.view().options.loss)),
    choice(f, "init", "first weights", f.view().options.init),
    choice(f, "eta", "eta", numbered(f, "eta")),
    choice(f, "batch", "batch", numbered(f, "batch", { 128: "all 128" })),
    choice(f, "momentum", "momentum", numbered(f, "momentum")),
    choice(f, "decay", "weight decay", numbered(f, "decay")),
  ];
}

const wide = (label) => set(label, { class: "choice wide" });

/** The size of one hidden layer; the input `hidden` holds all of them. */
function layer(f, k) {
  const sizes = [0, 1, 2, 3, 4, 5, 6, 8, 10, 12, 14, 16];
  const select = h("select", { "aria-label": `units in hidden layer ${k + 1}` },
    sizes.map((size) => h("option", { value: size }, size ? String(size) : "none")));
  const follow = () => {
    const size = f.model.get("hidden")[k] ?? 0;
    if (!sizes.includes(size) && !select.querySelector(`[value="${size}"]`)) {
      select.append(h("option", { value: size }, String(size)));
    }
    select.value = size;
  };
  f.model.on("change:hidden", follow);
  follow();
  select.onchange = () => {
    const hidden = [0, 1, 2].map((j) => f.model.get("hidden")[j] ?? 0);
    hidden[k] = Number(select.value);
    f.send("hidden", hidden);
  };
  return h("label", { class: "choice" }, h("span", {}, `hidden ${k + 1}`), select);
}

const bytes = (view) => new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
const floats = (view) => new Float32Array(view.buffer.slice(view.byteOffset, view.byteOffset + view.byteLength));

function drawPoints(d, view) {
  const { points: [x1, x2], t, reach } = view;
  const { sx, sy } = axes(d, "plane", FIELD, [-reach, reach], [-reach, reach],
    { xlabel: "x1", ylabel: "x2", count: 4 });
  const off = new Set(view.wrong);
  t.forEach((target, k) => {
    const [x, y] = [sx(x1[k]), sy(x2[k])];
    point(d, `p${k}`, x, y, target, off.has(k));
  });
  if (view.diverged) d.plate("diverged", 190, 180, "The run has diverged.", { "font-weight": 600 });
  const small = { "text-anchor": "start", "font-size": 12 };
  const legend = [["target 0", 0, false, 42], ["target 1", 1, false, 116], ["white: on the wrong side", 1, true, 190]];
  for (const [text, target, wrong, x] of legend) {
    point(d, `mark ${text}`, x, 388, target, wrong);
    d.text(`text ${text}`, x + 10, 392, text, small);
  }
}

/** A circle for target 0, a square for 1; dark where the network is right, white where not. */
function point(d, key, x, y, target, wrong) {
  const look = wrong
    ? { fill: "#ffffff", stroke: DARK[target], "stroke-width": 2.5 }
    : { fill: DARK[target], stroke: "#ffffff", "stroke-width": 1.2 };
  if (!target) return d.circle(key, x.toFixed(1), y.toFixed(1), 4.6, look);
  const corner = { x: (x - 4.2).toFixed(1), y: (y - 4.2).toFixed(1), width: 8.4, height: 8.4 };
  return d.put(key, "rect", { ...corner, ...look });
}

function drawLoss(d, view) {
  const losses = floats(view.losses);
  const before = view.before.losses ? floats(view.before.losses) : [];
  const long = Math.max((losses.length - 1) * view.every, 20);
  const steps = (values, every) => Array.from(values, (_, k) => k * every);
  const [, top] = range([0, ...losses, ...(view.before.same ? before : [])]);
  const { curve } = axes(d, "loss", CURVE, [0, long], [0, top], { xlabel: "step", ylabel: "loss E, a point", count: 4 });
  if (before.length) {
    const shown = Array.from(before).slice(0, Math.floor(long / view.before.every) + 1);
    curve("before", steps(shown, view.before.every), shown,
      { stroke: GREY, "stroke-width": 4, "stroke-opacity": 0.45, "stroke-dasharray": "3 3" });
    d.text("which", 332, 19, view.before.same ? "grey: last run, same seed" : "grey: last run",
      { "text-anchor": "end", "font-size": 12, fill: GREY });
  }
  curve("now", steps(losses, view.every), losses);
}

/** One bar a layer; every stroke of the scale is a factor of 100. */
function drawGradients(d, { gradients }) {
  d.text("title", 10, 16, "size of the gradient dW (rms)", { "text-anchor": "start" });
  if (!gradients.length) return d.text("none", 175, 80, "shown after the first step", { fill: GREY });
  const place = scale([-8, 2], [70, 270]);
  const small = { "font-size": 12, fill: GREY };
  for (let power = -8; power <= 2; power += 2) {
    d.line(`tick${power}`, place(power), 26, place(power), 140, { stroke: PALE, "stroke-width": 1 });
    d.text(`power${power}`, place(power), 157, power ? `1e${power}`.replace("-", "−") : "1", small);
  }
  gradients.forEach((size, k) => {
    const y = 32 + 27 * k;
    const end = place(Math.min(Math.max(Math.log10(size ?? Infinity), -8), 2));
    d.text(`name${k}`, 62, y + 15, `layer ${k + 1}`, { ...small, "text-anchor": "end", fill: INK });
    d.put(`bar${k}`, "rect", { x: 70, y, width: Math.max(end - 70, 0).toFixed(1), height: 20, fill: BLUE });
    d.text(`size${k}`, 280, y + 15, fmt(size, 3), { "text-anchor": "start", "font-size": 12 });
  });
  return d;
}
