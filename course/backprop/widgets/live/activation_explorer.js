// f and f' on the left, looked up here as n moves; depth against gain as a field on the right.

const UPPER = { left: 46, top: 26, right: 300, bottom: 150 };
const LOWER = { left: 46, top: 200, right: 300, bottom: 310 };
const MAP = { left: 400, top: 40, right: 700, bottom: 268 };
const STRONGEST = 8; // powers of ten; beyond them the colour stays and the number goes on

export default {
  render({ model, el }) {
    const f = frame(model, el);
    const d = new Drawing(730, 350, "Left: the activation and its slope. Right: the size of each layer's delta, by gain");
    f.stage.append(d.svg);
    const moved = (n) => {
      const { points, curve, slopes } = f.view();
      const [a, slope] = lookup(points, [curve, slopes], n);
      draw([n, a, slope]);
      f.say(`At n = ${fmt(n)}: f(n) = ${fmt(a)}, f′(n) = ${fmt(slope)}.`);
    };
    f.controls.append(
      choice(f, "f", "activation", f.view().names),
      slider(f, "n", "net input n", { min: -6, max: 6, step: 0.05, onmove: moved, ahead: true }),
      slider(f, "depth", "layers", { min: 2, max: 24, step: 1 }),
      slider(f, "gain", "gain of the weights", { min: 0.25, max: 3, step: 0.25 }),
      slider(f, "layer", "look at layer", { min: 1, max: 24, step: 1 }),
    );

    function draw([n, a, slope]) {
      const view = f.view();
      d.draw(() => {
        plot("f", UPPER, view.curve, n, a, "f(n)");
        plot("s", LOWER, view.slopes, n, slope, "f′(n), the local derivative", VERMILLION, "net input n");
        heatmap(view);
      });
    }

    function plot(key, box, values, n, value, ylabel, stroke = BLUE, xlabel = "") {
      const points = f.view().points;
      const { sx, sy, curve } = axes(d, key, box, [-6, 6], range([...values, 0]), { xlabel, ylabel, count: 4 });
      curve("curve", points, values, { stroke });
      d.line(`${key}:n`, sx(n), box.top, sx(n), box.bottom, { stroke: GREY, "stroke-dasharray": "3 3" });
      d.circle(`${key}:at`, sx(n), sy(value), 6, { fill: ORANGE });
    }

    function heatmap({ map, gains, here }) {
      d.text("title", MAP.left, 20, "size of delta[j] / size of the last delta", { "text-anchor": "start" });
      if (!map) {
        d.put("cover", "rect", { x: MAP.left, y: MAP.top, width: 300, height: 228, fill: "#f2f2f2", stroke: GREY });
        d.text("later", 550, 158, "Predict, then the map is shown.", { fill: GREY });
        return;
      }
      const [width, height] = [300 / map[0].length, 228 / map.length];
      map.forEach((row, r) => row.forEach((power, c) => {
        const x = MAP.left + c * width;
        const y = MAP.bottom - (r + 1) * height;
        const fill = css(colour(PUOR, 0.5 + power / (2 * STRONGEST)));
        d.put(`cell${r},${c}`, "rect", { x, y, width: width + 0.4, height: height + 0.4, fill });
      }));
      const [gain, layer] = here;
      d.put("ring", "rect", {
        x: MAP.left + (layer - 1) * width, y: MAP.bottom - (gain + 1) * height,
        width, height, fill: "none", stroke: INK, "stroke-width": 2.5,
      });
      gains.forEach((g, r) => {
        if (r % 2) d.text(`g${r}`, MAP.left - 6, MAP.bottom - (r + 0.5) * height + 4, fmt(g), { "text-anchor": "end", "font-size": 12 });
      });
      d.text("gain", MAP.left - 44, MAP.top - 4, "gain", { "text-anchor": "start", "font-size": 12, fill: GREY });
      const last = map[0].length;
      for (const j of [1, Math.ceil(last / 2), last]) {
        d.text(`j${j}`, MAP.left + (j - 0.5) * width, MAP.bottom + 16, String(j), { "font-size": 12 });
      }
      d.text("layer", 550, MAP.bottom + 34, "layer j");
      legend();
    }

    function legend() {
      for (let k = 0; k <= 16; k += 1) {
        const fill = css(colour(PUOR, k / 16));
        d.put(`legend${k}`, "rect", { x: 440 + 13 * k, y: 314, width: 13.4, height: 10, fill });
      }
      const ends = [["10⁻⁸", 440], ["1", 550], ["10⁸", 661]];
      for (const [text, x] of ends) d.text(`legend${text}`, x, 340, text, { "font-size": 12 });
    }

    f.draw(({ at }) => draw(at));
    return f.end;
  },
};
