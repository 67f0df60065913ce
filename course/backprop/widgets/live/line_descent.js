// The curve comes with the view, so a moved weight is looked up here and needs no answer.

const BOX = { left: 60, top: 30, right: 600, bottom: 300 };

export default {
  render({ model, el }) {
    const f = frame(model, el);
    const d = new Drawing(620, 345, "The loss against the weight, with its tangent and the steps taken");
    f.stage.append(d.svg);
    const move = (w) => {
      picture(w);
      const [E, slope] = at(w);
      f.say(`At w = ${fmt(w)}: E = ${fmt(E)}, ∂E/∂w = ${fmt(slope)}.`);
    };
    const view = () => f.view();
    /** E and its slope at a weight: from Python where it is its own, else between two of the table. */
    const at = (w) => (w === view().here[0] ? view().here.slice(1) : lookup(view().grid, [view().E, view().slopes], w));
    const low = () => view().grid[0];
    const high = () => view().grid.at(-1);
    const weight = slider(f, "w", "weight w", { min: low(), max: high(), step: 0.01, onmove: move, ahead: true });
    const rate = slider(f, "eta", "learning rate eta", { min: 0, max: 2, step: 0.01 });
    f.controls.append(choice(f, "loss", "loss", view().choices), weight, rate,
      button(f, "Step", "step"), button(f, "Back to the start", "restart"));

    function picture(w) {
      const { grid, E, path, losses } = view();
      d.draw(() => {
        const bottom = Math.min(...E);
        const y = [bottom - 0.05 * (Math.max(...E) - bottom), Math.max(...E)];
        const x = [low(), high()];
        const { sx, sy, curve } = axes(d, "plot", BOX, x, y, { xlabel: "weight w", ylabel: "loss E" });
        curve("loss", grid, E);
        const inside = (v) => v >= x[0] && v <= x[1];
        const out = path.findIndex((v) => !inside(v)); // the one step that leaves the picture is its last
        const shown = out < 0 ? path : path.slice(0, out + 1);
        if (shown.length > 1) curve("path", shown, losses, { stroke: VERMILLION, "stroke-width": 1.5 });
        shown.filter(inside).forEach((v, k) => {
          d.circle(`step${k}`, sx(v), sy(losses[k]), 3.5, { fill: VERMILLION, stroke: "none" });
        });
        if (!inside(w)) {
          d.plate("gone", 330, 160, `w = ${fmt(w)} has left the picture: the steps are too large.`);
          return;
        }
        const [here, slope] = at(w);
        const reach = 0.18 * (x[1] - x[0]);
        curve("tangent", [w - reach, w + reach], [here - slope * reach, here + slope * reach],
          { stroke: INK, "stroke-width": 1.5, "stroke-dasharray": "6 4" });
        d.circle("here", sx(w), sy(here), 7, { fill: ORANGE });
      });
    }

    f.draw(({ here }) => {
      const input = set(weight.querySelector("input"), { min: low(), max: high() });
      if (!input.dataset.held) input.value = here[0]; // another curve, other ends
      picture(here[0]);
    });
    return f.end;
  },
};
