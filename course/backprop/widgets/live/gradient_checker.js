// All epsilons come with the view, so the slider looks its numbers up here.

const BOX = { left: 66, top: 30, right: 600, bottom: 300 };

export default {
  render({ model, el }) {
    const f = frame(model, el);
    const d = new Drawing(620, 345, "The relative error of the measured slope against epsilon, both in powers of ten");
    f.stage.append(d.svg);
    const epsilon = (p) => fmt(10 ** p, 2);
    f.controls.append(
      slider(f, "power", "ε", { min: -16, max: 0, step: 0.125, show: epsilon, onmove: move, ahead: true }),
      choice(f, "rule", "rule", f.view().rules),
      choice(f, "precision", "numbers", ["float64", "float32"]),
      choice(f, "slip", "slip in backpropagation", f.view().slips),
    );

    /** Until the prediction is made only the part of the curve that was visited is drawn. */
    let visited = [];
    let of = null;
    function move(p) {
      const { powers, measured, given, apart, known, ask } = f.view();
      const here = powers.findIndex((q) => q >= p - 1e-9);
      if (of !== ask.of) [visited, of] = [[], ask.of];
      if (!visited.includes(here)) visited.push(here);
      f.say(`ε = ${epsilon(powers[here])}: measured ${fmt(measured[here], 8)}, ` +
        `backpropagation ${fmt(given, 8)}, relative error ${fmt(10 ** apart[here], 2)}.`);
      d.draw(() => {
        const { sx, sy, curve } = axes(d, "plot", BOX, [-16, 0], [-13, 1],
          { xlabel: "power of ten of ε", ylabel: "power of ten of the relative error" });
        if (known) curve("error", powers, apart);
        else d.text("later", 333, 60, "Predict, then the whole curve is drawn.", { fill: GREY });
        for (const k of visited) {
          d.circle(`at${k}`, sx(powers[k]), sy(Math.max(apart[k], -13)), 3, { fill: BLUE, stroke: "none" });
        }
        d.circle("here", sx(powers[here]), sy(Math.max(apart[here], -13)), 7, { fill: ORANGE });
      });
    }
    f.draw(() => move(f.model.get("power")));
    return f.end;
  },
};
