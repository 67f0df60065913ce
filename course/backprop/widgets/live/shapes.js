// Two factors as boxes of cells, and the product where their inner sizes meet.

const CELL = 22, MIDDLE = 120;

export default {
  render({ model, el }) {
    const f = frame(model, el);
    const d = new Drawing(620, 250, "The two factors, their product and the wanted gradient as boxes of rows and columns");
    f.stage.append(d.svg);
    const size = { min: 1, max: 6, step: 1 };
    f.controls.append(
      choice(f, "wanted", "wanted", ["dW", "dx"]),
      choice(f, "convention", "convention", f.view().conventions),
      slider(f, "features", "inputs", size),
      slider(f, "outputs", "outputs", size),
      slider(f, "batch", "patterns in the batch", size),
      h("div", { class: "runs" }, choice(f, "left", "first factor", f.view().factors), "@",
        choice(f, "right", "second factor", f.view().factors)),
    );

    /** A box of cells with its name and sizes; returns its right edge. */
    function box(key, x, [name, rows, columns], look = {}) {
      const [width, height] = [CELL * columns, CELL * rows];
      const top = MIDDLE - height / 2;
      d.put(key, "rect", { x, y: top, width, height, fill: "#f2f2f2", stroke: INK, "stroke-width": 1.5, ...look });
      for (let k = 1; k < rows; k += 1) d.line(`${key}r${k}`, x, top + CELL * k, x + width, top + CELL * k, { stroke: PALE });
      for (let k = 1; k < columns; k += 1) d.line(`${key}c${k}`, x + CELL * k, top, x + CELL * k, top + height, { stroke: PALE });
      d.text(`${key}n`, x + width / 2, top - 10, name, { "font-weight": 600 });
      d.text(`${key}s`, x + width / 2, top + height + 20, `${rows} × ${columns}`);
      return x + width;
    }

    f.draw(({ boxes, fits, product, wanted }) => {
      d.draw(() => {
        const first = box("a", 20, boxes[0]);
        d.text("at", first + 22, MIDDLE + 5, "@", { "font-size": 20 });
        const second = box("b", first + 44, boxes[1]);
        const [inner, outer] = [boxes[0][2], boxes[1][1]];
        const meet = fits ? `✓ inner sizes meet: ${inner} = ${outer}` : `✗ inner sizes differ: ${inner} ≠ ${outer}`;
        d.text("meet", 20, 238, meet, { "text-anchor": "start", fill: fits ? "#00664b" : "#a34700", "font-weight": 600 });
        d.text("is", second + 22, MIDDLE + 5, fits ? "=" : "≠", { "font-size": 20 });
        const end = fits ? box("p", second + 44, ["product", ...product], { fill: "#eef5fa" }) : second + 44;
        d.text("want", end + 46, MIDDLE + 5, "wanted:", { fill: GREY });
        box("w", end + 84, wanted, { fill: "#ffffff", "stroke-dasharray": "5 3" });
      });
    });
    return f.end;
  },
};
