// A graph with its passes: boxes and lines come as plain data, and only what is known is in it.

const BOX = { wide: 66, tall: 40 };
const FORWARD = BLUE, BACKWARD = VERMILLION;

export default {
  render({ model, el }) {
    const f = frame(model, el);
    const d = new Drawing(600, 200, "The graph: values flow from left to right, gradients from right to left");
    const wide = h("div", { class: "scrolled", tabindex: "0", role: "group", "aria-label": "The graph" }, d.svg);
    const equation = h("div", { class: "equation" });
    const give = button(f, "I give up: show", "give_up");
    const onward = button(f, "Step ▶", "step");
    const back = button(f, "◀ Back", "back");
    const turn = button(f, "To the way back ▶▶", "turn");
    const inputs = h("span", { class: "fields" });
    f.controls.append(choice(f, "example", "example", f.view().examples),
      entry(f, "expression", "expression", { size: 44 }), inputs);
    const buttons = h("div", { class: "controls" }, back, onward, turn, button(f, "Restart", "restart"), give,
      h("span", { class: "count" }));
    f.stage.append(buttons, equation, wide);
    f.stage.style.display = "block";
    f.ask.style.minHeight = "106px"; // so that what is said to a guess moves nothing
    keys(f);
    const onwards = enterGoesOn(f);

    let seen = "";
    f.draw((view) => {
      fields(f, inputs, view.values);
      set(give, { disabled: !view.open });
      set(onward, { disabled: view.picture.done });
      set(back, { disabled: model.get("at") === 0 });
      set(turn, { disabled: model.get("at") >= view.turn });
      buttons.lastChild.textContent = `step ${model.get("at")} of ${view.steps}`;
      explain(equation, view.picture.equation);
      picture(d, view.picture);
      const next = view.picture.edges.find((edge) => edge.last);
      const key = `${model.get("expression")} ${model.get("at")}`;
      if (next && seen && seen !== key) flow(d, next);
      onwards();
      if (seen !== key) follow(wide, d, view.picture);
      seen = key;
    });
    return f.end;
  },
};

/** Arrow keys step, Home begins anew, wherever no field wants the keys for itself. */
function keys(f) {
  const does = { ArrowRight: "step", ArrowLeft: "back", Home: "restart" };
  f.root.addEventListener("keydown", (event) => {
    const own = event.target.closest("input, select, textarea") || event.ctrlKey || event.metaKey || event.altKey;
    if (own || !(event.key in does)) return;
    event.preventDefault();
    f.act(does[event.key]);
  });
}

/** Enter predicts; once the prediction is right, Enter steps on, to the field of the next question. */
function enterGoesOn(f) {
  let back = false;
  f.ask.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target.tagName !== "INPUT" || f.view().open) return;
    if (event.target.value.trim() !== f.model.get("guess").value || f.view().picture.done) return;
    event.preventDefault();
    event.stopPropagation();
    back = true;
    f.act("step");
  }, true);
  return () => {
    if (back) f.ask.querySelector("input")?.focus();
    back = false;
  };
}

/** One field for the number of each input. */
function fields(f, place, values) {
  const names = Object.keys(values).join(" ");
  if (place.dataset.names !== names) {
    place.dataset.names = names;
    place.replaceChildren(...Object.keys(values).map((name) => {
      const input = h("input", { type: "text", inputmode: "decimal", size: 5, "aria-label": `value of ${name}` });
      committed(input, () => {
        if (input.value === f.view().values[name]) return;
        f.send("values", { ...f.view().values, ...f.model.get("values"), [name]: input.value });
      });
      return h("label", { class: "entry" }, h("span", {}, `${name} =`), input);
    }));
  }
  for (const [k, name] of Object.keys(values).entries()) {
    const input = place.children[k].querySelector("input");
    if (f.root.getRootNode().activeElement !== input) input.value = values[name];
  }
}

/** Upstream × local = downstream, with the pattern of the gate in words. */
function explain(place, { pattern, terms }) {
  const text = JSON.stringify([pattern, terms]);
  if (place.dataset.text === text) return;
  place.dataset.text = text;
  place.replaceChildren(
    ...terms.map(([word, formula, number]) =>
      h("span", { class: "term" }, h("small", {}, word), h("b", {}, number), h("small", {}, formula))),
    h("span", { class: "pattern" }, pattern || "Gates light up here on the way back."));
}

function picture(d, { nodes, edges, width, height }) {
  d.size(width, height, 0.93);
  d.draw(() => {
    for (const edge of edges) line(d, edge);
    for (const node of nodes) box(d, node);
    for (const { id, x, y, label } of edges) {
      const big = label === "?" ? { "font-size": 18, "font-weight": 700 } : { "font-size": 13, "font-style": "italic" };
      if (label) d.plate(`l${id}`, x, y, label, { fill: "#A84A00", "font-weight": null, "font-style": null, ...big });
    }
  });
}

/** A line: thin before anything has flowed, dashed back while its gradient is the next question. */
function line(d, { id, path, flowed, returned, now, last }) {
  const bright = now || last;
  const stroke = bright ? (bright === "value" ? FORWARD : BACKWARD) : returned ? INK : flowed ? GREY : "#8c8c8c";
  d.put(`e${id}`, "path", {
    d: path, fill: "none", stroke, "stroke-width": bright ? 4 : returned ? 2 : 1.5,
    "stroke-dasharray": now ? "7 5" : flowed ? null : "2 4",
  });
  if (bright) head(d, id, path, bright, stroke);
}

/** The head of an arrow: at the gate on the way forward, at the operand on the way back. */
function head(d, id, path, kind, fill) {
  const numbers = path.match(/-?[\d.]+/g).map(Number);
  const forward = kind === "value";
  const [x, y] = forward ? numbers.slice(-2) : numbers;
  const way = forward ? -11 : 11;
  d.put(`h${id}`, "polygon", { points: `${x},${y} ${x + way},${y - 6} ${x + way},${y + 6}`, fill });
}

function box(d, { id, x, y, name, sign, input, value, grad, lit, next }) {
  const { wide, tall } = BOX;
  if (lit) {
    d.put(`g${id}`, "rect", { x: x - wide / 2 - 4, y: y - tall / 2 - 4, width: wide + 8, height: tall + 8, rx: 10, fill: ORANGE });
  }
  d.put(`b${id}`, "rect", {
    x: x - wide / 2, y: y - tall / 2, width: wide, height: tall, rx: 7,
    fill: lit ? "#FFF3D6" : input ? "#EDEDED" : "#ffffff", stroke: INK,
    "stroke-width": next ? 3 : 1.3, "stroke-dasharray": next ? "5 3" : null,
  });
  d.text(`n${id}`, x, y + (sign ? -4 : 5), name, { "font-size": sign || name.length > 6 ? 12 : 15 });
  if (sign) d.text(`s${id}`, x, y + 13, sign, { "font-size": 15 });
  if (value) d.plate(`v${id}`, x, y - tall / 2 - 12, value, { "font-size": 13, fill: BLUE });
  if (grad) d.plate(`d${id}`, x, y + tall / 2 + 12, grad, { "font-size": 13, "font-style": "italic", fill: "#A84A00" });
}

/** A dot that runs along the edge just passed, unless the reader wants no motion. */
function flow(d, { id, last }) {
  const path = d.parts.get(`e${id}`);
  if (!path || matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  const long = path.getTotalLength();
  const start = performance.now();
  const dot = document.createElementNS(SVG, "circle");
  set(dot, { r: 6, fill: last === "value" ? FORWARD : BACKWARD, stroke: "#ffffff", "stroke-width": 1.5 });
  d.dot?.remove();
  d.dot = dot;
  d.svg.append(dot);
  const frameOf = (now) => {
    const share = Math.min((now - start) / 400, 1);
    const { x, y } = path.getPointAtLength(long * (last === "value" ? share : 1 - share));
    set(dot, { cx: x, cy: y });
    if (share < 1 && dot.isConnected) requestAnimationFrame(frameOf);
    else dot.remove();
  };
  requestAnimationFrame(frameOf);
}

/** Scroll a long graph to where something happens. */
function follow(wide, d, { nodes }) {
  const at = nodes.find((node) => node.next) ?? nodes[0];
  const scale = d.svg.getBoundingClientRect().width / d.width || 1;
  wide.scrollTo({ left: at.x * scale - wide.clientWidth / 2 });
}
