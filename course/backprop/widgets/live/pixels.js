// An image of four pixels on its way through the network, and the network while it learns.

const CELL = 40, PIXEL = 62; // sides of a weight's and of a pixel's square
const IMAGE = { x: 12, y: 0 }, UNITS = 214, OUT = 478, WIDE = 640, ROW = 90;

export default {
  render({ model, el }) {
    const f = frame(model, el);
    const d = new Drawing(WIDE, 6 * ROW, "The image, the units with their weights as pictures, and the outputs", "group");
    const curve = new Drawing(330, 190, "E over the eight images, epoch by epoch");
    let running = false;
    const train = h("button", { type: "button" }, "Train ▶");
    const run = (on) => {
      running = on;
      train.textContent = on ? "Pause ❚❚" : "Train ▶";
      if (on) f.act("train");
    };
    train.onclick = () => run(!running);
    const stop = (action) => () => {
      run(false);
      f.act(action);
    };
    f.controls.append(choice(f, "hidden", "hidden units", [0, 2, 3, 4, 6].map((n) => [n, String(n)])),
      slider(f, "eta", "learning rate eta", { min: 0, max: 5, step: 0.1 }),
      button(f, "One epoch", stop("step")), train, button(f, "Reset", stop("reset")),
      tick(f, "seen", "show the outputs while I paint"));
    const images = h("div", { class: "images", role: "group", "aria-label": "The eight training images: press one to paint it" });
    f.stage.append(h("div", { class: "scrolled" }, d.svg), h("div", { class: "side" }, curve.svg), images);
    curve.svg.style.width = "330px";

    f.draw((view) => {
      f.ask.style.minHeight = view.ask ? "134px" : "0"; // what is told moves nothing
      network(f, d, view);
      axesOf(curve, view);
      thumbnails(f, images, view);
      set(train, { disabled: view.full });
      if (running && view.full) run(false);
      else if (running) setTimeout(() => running && f.act("train"), 20);
    });
    return () => {
      running = false;
      f.end();
    };
  },
};

function network(f, d, view) {
  const tall = Math.max(view.units.length, view.kinds.length) * ROW + 34;
  d.size(WIDE, tall, 0.93);
  const middle = (count, k) => 30 + (tall - 34) * ((k + 0.5) / count);
  d.draw(() => {
    const centre = tall / 2;
    const small = { "font-size": 13, fill: GREY };
    d.text("ti", IMAGE.x + PIXEL, centre - PIXEL - 14, "your image", small);
    d.text("tu", UNITS + CELL, 18, view.W2 ? "hidden units: weights" : "outputs: weights", small);
    d.text("to", OUT + 78, 18, "outputs", small);
    view.units.forEach((_, k) =>
      d.line(`i${k}`, IMAGE.x + 2 * PIXEL, centre, UNITS - 6, middle(view.units.length, k), { stroke: PALE }));
    wires(d, view, middle);
    image(f, d, centre);
    view.units.forEach((one, k) => unit(d, k, one, middle(view.units.length, k), view));
    view.kinds.forEach((kind, k) => output(d, k, kind, middle(view.kinds.length, k), view.out));
  });
}

/** From every hidden unit to every output: solid and blue adds, dashed and vermillion takes away. */
function wires(d, { W2, units, kinds }, middle) {
  if (!W2) {
    units.forEach((_, k) => d.line(`w${k}`, UNITS + 2 * CELL + 90, middle(4, k), OUT, middle(4, k), { stroke: GREY }));
    return;
  }
  const biggest = Math.max(...W2.flat().map(Math.abs));
  W2.forEach((row, to) => row.forEach((w, k) =>
    d.line(`w${to}-${k}`, UNITS + 2 * CELL + 90, middle(units.length, k), OUT, middle(kinds.length, to), signed(w, biggest))));
}

/** The image to paint: a click or Enter turns a pixel, a drag or the arrows shade it. */
function image(f, d, centre) {
  const pixels = f.model.get("pixels");
  ["upper left", "upper right", "lower left", "lower right"].forEach((name, k) => {
    const [x, y] = [IMAGE.x + (k % 2) * PIXEL, centre + (Math.floor(k / 2) - 1) * PIXEL];
    const put = (value) => f.send("pixels", f.model.get("pixels").map((old, i) => (i === k ? value : old)));
    const flip = () => put(f.model.get("pixels")[k] > 0 ? -1 : 1);
    const grey = Math.round(127.5 * (pixels[k] + 1));
    const node = d.handle(`p${k}`, "rect", {
      x, y, width: PIXEL, height: PIXEL, fill: css([grey, grey, grey]), stroke: INK,
    }, { label: `pixel ${name}`, value: pixels[k], min: -1, max: 1, step: 0.05, perPixel: 0.02, move: put, press: flip });
    node.style.outlineOffset = "-5px"; // its neighbours would lie over an outline around it
    d.text(`v${k}`, x + PIXEL / 2, y + PIXEL / 2 + 5, fmt(pixels[k], 3), { fill: onto([grey, grey, grey]), "pointer-events": "none" });
  });
}

/** A unit: its four weights as an image, and what it makes of the painted one. */
function unit(d, k, { w, n, a }, y, { units, W2 }) {
  const biggest = Math.max(1, ...units.flatMap((one) => one.w.map(Math.abs)));
  w.forEach((value, i) => {
    const [x, top] = [UNITS + (i % 2) * CELL, y + (Math.floor(i / 2) - 1) * CELL];
    const rgb = colour(PUOR, 0.5 + value / biggest / 2);
    d.put(`u${k}-${i}`, "rect", { x, y: top, width: CELL, height: CELL, fill: css(rgb), stroke: GREY, "stroke-width": 0.7 });
    d.text(`t${k}-${i}`, x + CELL / 2, top + CELL / 2 + 4, decimals(value), { "font-size": 13, fill: onto(rgb) });
  });
  const [x, at] = [UNITS + 2 * CELL + 8, { "font-size": 13, "text-anchor": "start" }];
  d.text(`n${k}`, x, y - 4, n === null ? "n = ?" : `n = ${fmt(n, 3)}`, at);
  if (W2) d.text(`a${k}`, x, y + 14, `a = ${fmt(a, 3)}`, at);
}

/** An output: its kind, its number and a bar; question marks where it was not yet predicted. */
function output(d, k, kind, y, out) {
  const best = out && out.every((other) => other <= out[k]);
  d.put(`b${k}`, "rect", { x: OUT, y: y - 21, width: 156, height: 42, rx: 5, fill: "#ffffff", stroke: INK, "stroke-width": best ? 3 : 1 });
  if (out) d.put(`f${k}`, "rect", { x: OUT + 8, y: y + 5, width: 140 * out[k], height: 10, fill: best ? BLUE : SKY });
  const weight = { "font-weight": best ? 700 : 400 };
  d.text(`k${k}`, OUT + 8, y - 4, kind, { "text-anchor": "start", ...weight });
  d.text(`y${k}`, OUT + 148, y - 4, out ? out[k].toFixed(3) : "?", { "text-anchor": "end", ...weight });
}

/** Two decimals, or one of a large number: as much as a square holds. */
const decimals = (x) => x.toFixed(Math.abs(x) < 9.95 ? 2 : 1).replace("-", "−");

/** Black or white, whichever reads better on a colour. */
function onto(rgb) {
  const [r, g, b] = rgb.map((c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.179 ? "#000000" : "#ffffff";
}

function axesOf(d, { epochs, losses, done }) {
  d.draw(() => {
    const box = { left: 44, top: 26, right: 316, bottom: 146 };
    const top = Math.max(...losses) * 1.05;
    const { sx, sy, curve } = axes(d, "loss", box, [0, Math.max(done, 100)], [0, top], { xlabel: "epoch", ylabel: "E over the eight images", count: 4 });
    curve("E", epochs, losses);
    d.circle("now", sx(done), sy(losses.at(-1)), 5, { fill: ORANGE });
  });
}

/** The eight training images as buttons, each with whether the network sorts it right. */
function thumbnails(f, place, { names, images, right }) {
  if (!place.children.length) {
    place.append(...names.map((name, k) => {
      const small = h("span", { class: "thumb" }, images[k].map((x) => h("i", { class: x > 0 ? "white" : "" })));
      const one = h("button", { type: "button", class: "sample" }, small, h("span", {}, name), h("span", { class: "mark" }));
      one.onclick = () => f.send("pixels", images[k]);
      return one;
    }));
  }
  right.forEach((yes, k) => {
    const mark = place.children[k].querySelector(".mark");
    mark.textContent = yes === "?" ? "? predict" : yes ? "✓ right" : "✗ wrong";
  });
}
