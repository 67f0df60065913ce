// A layered network: every number that the reader may move is a handle, all others come computed.

const R = 28, REACH = 5;

export default {
  render({ model, el }) {
    const f = frame(model, el);
    const d = new Drawing(734, 300, "The network: inputs on the left, the loss on the right", "group");
    const chain = h("div", { class: "chain" });
    const size = h("input", { type: "text", size: 7, "aria-label": "sizes" });
    const inBox = (x) => f.root.getRootNode().activeElement === x;
    committed(size, () => {
      f.send("sizes", size.value.split(/\D+/).filter(Boolean).map(Number));
      size.value = model.get("sizes").join("-");
    });
    const which = h("select", { "aria-label": "weight to look at" });
    which.onchange = () => f.send("chosen", which.value);
    const loss = h("span", { class: "count" });
    f.controls.append(
      h("label", { class: "entry" }, h("span", {}, "sizes"), size),
      choice(f, "f", "f", ["sigmoid", "tanh", "relu", "linear"]),
      h("label", { class: "choice" }, h("span", {}, "weight"), which),
      tick(f, "seen", "show all gradients"),
      slider(f, "eta", "learning rate eta", { min: 0, max: 10, step: 0.01 }),
      button(f, "Step", "step"), button(f, "Reset", "reset"), loss);
    const wide = h("div", { class: "scrolled" }, d.svg);
    f.stage.append(wide, chain);
    f.stage.style.display = "block";

    const at = { path: null }; // the path that is drawn alone; null for all
    f.draw((view) => {
      f.ask.style.minHeight = view.ask ? "130px" : "0"; // what is told moves nothing
      if (!inBox(size) || view.error) size.value = model.get("sizes").join("-");
      if (which.dataset.names !== view.names.join()) {
        which.dataset.names = view.names.join();
        which.replaceChildren(...view.names.map((value) => h("option", { value }, value)));
      }
      which.value = model.get("chosen");
      const steps = Math.max(view.losses.length - 1, 0);
      loss.textContent = `${steps} step${steps === 1 ? "" : "s"}: E `
        + (steps ? `before ${fmt(view.losses.at(-2))}, now ${fmt(view.E)}` : `= ${fmt(view.E)}`)
        + (view.next === null ? "" : `, after the next step ${fmt(view.next)}`);
      if (at.of !== `${model.get("sizes")} ${model.get("chosen")}`) at.path = null;
      at.of = `${model.get("sizes")} ${model.get("chosen")}`;
      const redraw = () => {
        picture(f, d, view.picture, at.path);
        factors(chain, view, at, redraw);
      };
      redraw();
    });
    return f.end;
  },
};

/** Set one number inside an input that is a list, or a list of lists. */
function put(f, name, place, value) {
  const whole = structuredClone(f.model.get(name));
  let inner = whole;
  for (const k of place.slice(0, -1)) inner = inner[k];
  inner[place.at(-1)] = value;
  f.send(name, whole);
}

/** The number there now: while keys and drags are quicker than Python, it is ahead of the view. */
function latest(f, name, place, fallback) {
  let inner = f.model.get(name);
  for (const k of place) inner = inner?.[k];
  return inner ?? fallback;
}

function picture(f, d, view, path) {
  d.size(view.width, view.height, 0.925);
  const node = Object.fromEntries(view.nodes.map((one) => [one.id, one]));
  const bold = marked(view, path);
  d.draw(() => {
    for (const key of bold) under(d, node, view.loss, key);
    for (const line of view.lines.filter((one) => one.source >= 0)) {
      const [a, b] = [node[`${line.j - 1}-${line.source}`], node[`${line.j}-${line.to}`]];
      d.line(`l${line.name}`, a.x + R, a.y, b.x - R, b.y, signed(line.value, 2));
    }
    for (const target of view.targets) output(f, d, view, target);
    d.put("loss", "rect", { x: view.loss.x - 30, y: view.loss.y - 24, width: 60, height: 48, rx: 8, fill: "#ffffff", stroke: INK });
    d.text("lossname", view.loss.x, view.loss.y - 5, "E", { "font-weight": 700 });
    d.text("lossvalue", view.loss.x, view.loss.y + 14, view.loss.value, { "font-size": 13 });
    for (const one of view.nodes) unit(f, d, one);
    for (const line of view.lines) weight(f, d, line);
  });
}

/** The pieces of the paths that are drawn boldly: from unit to unit, and to the loss. */
function marked({ paths, source }, path) {
  const pieces = new Set();
  for (const [k, units] of paths.entries()) {
    if (path !== null && path !== k) continue;
    pieces.add(`E>${units[0]}`);
    units.slice(1).forEach((unit, i) => pieces.add(`${units[i]}>${unit}`));
    if (source) pieces.add(`${units.at(-1)}>${source}`);
  }
  return pieces;
}

function under(d, node, loss, key) {
  const [right, left] = key.split(">").map((id) => (id === "E" ? { x: loss.x, y: loss.y, end: 30 } : node[id]));
  d.line(`u${key}`, left.x, left.y, right.x - (right.end ?? R), right.y, { stroke: "#F6CF80", "stroke-width": 13, "stroke-linecap": "round" });
}

/** From an output to the loss: its error, and its target to drag. */
function output(f, d, view, { name, k, value, slope }) {
  const top = view.nodes.at(-1).layer;
  const from = view.nodes.find((one) => one.id === `${top}-${k}`);
  d.line(`o${k}`, from.x + R, from.y, view.loss.x - 30, view.loss.y, { stroke: GREY });
  // Where the line to the loss is not: it leaves downwards, level or upwards.
  const way = Math.sign(view.loss.y - from.y);
  const x = from.x + R + 50;
  plate(f, d, `t${k}`, x, from.y + (way < 0 ? 18 : -32), name, latest(f, "t", [k], value), "", {
    label: `target ${name}`, min: -2, max: 2, move: (v) => put(f, "t", [k], v),
  });
  if (!slope) return;
  const y = from.y + [40, 20, -8][way + 1];
  d.plate(`s${k}`, x + 12 * Math.abs(way), y, `∂E/∂${from.sends}`, BACK);
  d.plate(`r${k}`, x + 12 * Math.abs(way), y + 16, slope, BACK);
}

const BACK = { "font-size": 13, "font-style": "italic", fill: "#A84A00" };

function unit(f, d, { id, layer, k, x, y, name, sends, value: computed, n, delta }) {
  const value = layer ? computed : latest(f, "x", [k], computed);
  const shown = { fill: layer ? "#ffffff" : "#EDEDED", cx: x, cy: y, r: R, stroke: INK };
  if (layer) d.put(`n${id}`, "circle", shown);
  else {
    d.handle(`n${id}`, "circle", shown, {
      label: `input ${name}`, value, min: -REACH, max: REACH, step: 0.05, perPixel: 0.01,
      move: (v) => put(f, "x", [k], v),
    });
  }
  const still = { "pointer-events": "none" };
  d.text(`m${id}`, x, y - 5, sends.startsWith("y") ? `${name}: ${sends}` : name, still);
  d.text(`v${id}`, x, y + 13, fmt(value), { "font-size": 13, ...still });
  if (n) d.plate(`z${id}`, x, y + R + 12, n, { "font-size": 13 });
  if (delta) d.plate(`d${id}`, x, y + R + 28, delta, BACK);
}

/** A weight or a bias: its number to drag, its gradient below. A click or Enter chooses it. */
function weight(f, d, { name, x, y, value, gradient, chosen }) {
  const place = placeOf(f, name);
  plate(f, d, name, x, y, name, latest(f, ...place, value), gradient, {
    label: `${name[0] === "b" ? "bias" : "weight"} ${name}`, min: -REACH, max: REACH,
    move: (v) => put(f, ...place, v), press: () => f.send("chosen", name),
  }, chosen);
}

/** The input and the place in it that a weight's name stands for. */
function placeOf(f, name) {
  const { j, to, source } = f.view().picture.lines.find((line) => line.name === name);
  return source < 0 ? ["b", [j - 1, to]] : ["W", [j - 1, to, source]];
}

function plate(f, d, key, x, y, name, value, gradient, how, chosen = false) {
  const tall = gradient ? 34 : 20;
  const node = d.handle(`p${key}`, "rect", {
    x: x - 38, y: y - tall / 2, width: 76, height: tall, rx: 5,
    fill: chosen ? "#FFF3D6" : "#ffffff", stroke: chosen ? INK : PALE, "stroke-width": chosen ? 2.5 : 1,
  }, { value, step: 0.05, perPixel: 0.01, ...how });
  const still = { "font-size": 13, "pointer-events": "none" };
  const number = fmt(value, 3);
  const text = name.length + number.length > 7 ? `${name}: ${number}` : `${name} = ${number}`;
  d.text(`pt${key}`, x, y + (gradient ? -4 : 5), text, still);
  if (gradient) d.text(`pg${key}`, x, y + 12, gradient, { ...BACK, ...still });
  return node;
}

/** The chain rule of the chosen weight: a row for every path, then their sum. */
function factors(place, { chain }, at, redraw) {
  if (!chain) {
    place.replaceChildren(h("p", {}, "Predict first. Then every factor and every path stands here."));
    return;
  }
  const { weight, gradient, note, paths } = chain;
  const row = ({ factors: list, product }, k) => {
    const one = h("button", { type: "button", "aria-pressed": String(at.path === k), "data-path": k }, `path ${k + 1}`);
    one.onclick = () => {
      at.path = at.path === k ? null : k;
      redraw();
      place.querySelector(`[data-path="${k}"]`).focus();
    };
    const terms = list.map(([name, value], i) =>
      h("span", { class: "factor" }, h("b", {}, (i ? "× " : "") + fmt(value)), h("small", {}, name)));
    return h("div", { class: "path" }, one, ...terms, h("span", { class: "factor" }, h("b", {}, `= ${fmt(product)}`)));
  };
  const had = place.contains(place.getRootNode().activeElement) ? at.path : null;
  place.replaceChildren(
    h("p", {}, h("b", {}, `∂E/∂${weight}`), `: the factors of each path from E down to ${weight}, multiplied.`),
    ...paths.map(row),
    h("p", { class: "sum" }, paths.length > 1 ? `Paths add: ${paths.map((one) => fmt(one.product)).join(" + ").replaceAll("+ −", "− ")} = ` : "", h("b", {}, `∂E/∂${weight} = ${fmt(gradient)}`)),
    ...(note ? [h("p", { class: "note" }, note)] : []));
  if (had !== null) place.querySelector(`[data-path="${had}"]`)?.focus();
}
