// A picture in SVG that is drawn again and again. Each part has a name: a part drawn again under
// its name is the same element, so it keeps the focus and a drag that is under way.

const CLICK = 3; // pixels that a hand may slip in a click

class Drawing {
  /** width, height: of the picture's own coordinates. label: what a screen reader says it is. */
  constructor(width, height, label, role = "img") {
    this.svg = document.createElementNS(SVG, "svg");
    set(this.svg, { role, "aria-label": label });
    this.parts = new Map();
    this.size(width, height);
  }

  /** Give the picture another size. Below a share `least` of it the page scrolls: text stays readable. */
  size(width, height, least = 0.85) {
    Object.assign(this, { width, height });
    set(this.svg, { viewBox: `0 0 ${width} ${height}` });
    Object.assign(this.svg.style, { maxWidth: `${width}px`, minWidth: `${Math.round(least * width)}px` });
  }

  /** Draw a picture: what `parts` puts stays or changes, what it leaves out goes. */
  draw(parts) {
    this.used = new Set();
    this.last = null;
    parts(this);
    for (const [key, node] of this.parts) {
      if (!this.used.has(key)) {
        node.remove();
        this.parts.delete(key);
      }
    }
  }

  /** One part. Later parts lie over earlier ones. */
  put(key, tag, attributes, text) {
    let node = this.parts.get(key);
    if (!node || node.tagName !== tag) {
      node?.remove();
      node = document.createElementNS(SVG, tag);
      this.parts.set(key, node);
      if (this.last) this.last.after(node);
      else this.svg.prepend(node);
    }
    this.used.add(key);
    this.last = node;
    set(node, attributes);
    if (text !== undefined && node.textContent !== text) node.textContent = text;
    return node;
  }

  line(key, x1, y1, x2, y2, look = {}) {
    return this.put(key, "line", { x1, y1, x2, y2, stroke: INK, "stroke-width": 1.5, ...look });
  }

  text(key, x, y, text, look = {}) {
    return this.put(key, "text", { x, y, "text-anchor": "middle", fill: INK, ...look }, text);
  }

  /** Text on a white plate, for places where lines pass below it. */
  plate(key, x, y, text, look = {}) {
    const halo = { stroke: "#ffffff", "stroke-width": 5, "paint-order": "stroke", ...look };
    return this.text(key, x, y, text, { "dominant-baseline": "central", ...halo });
  }

  circle(key, cx, cy, r, look = {}) {
    return this.put(key, "circle", { cx, cy, r, fill: "#ffffff", stroke: INK, ...look });
  }

  arrow(key, x1, y1, x2, y2, look = {}) {
    const [dx, dy] = [x2 - x1, y2 - y1];
    const long = Math.hypot(dx, dy) || 1;
    const [ux, uy] = [dx / long, dy / long];
    const size = Math.min(9, long);
    const [bx, by] = [x2 - size * ux, y2 - size * uy];
    const half = size * 0.45;
    const colour = look.stroke ?? INK;
    this.line(key, x1, y1, bx, by, look);
    const head = `${x2},${y2} ${bx - half * uy},${by + half * ux} ${bx + half * uy},${by - half * ux}`;
    return this.put(`${key}:head`, "polygon", { points: head, fill: colour });
  }

  /** A part that is dragged or moved by keys: a slider in the picture.
   *
   * The attributes place it; move(value) is called with the new value. perPixel: how much the value
   * changes for a unit of the picture's height. press(): on a click, on Enter and on Space. */
  handle(key, tag, attributes, { label, value, min, max, step, perPixel, move, press }) {
    const node = this.put(key, tag, {
      ...attributes,
      class: "handle",
      role: "slider",
      tabindex: 0,
      "aria-label": label,
      "aria-valuenow": fmt(value).replace("−", "-"),
      "aria-valuemin": min,
      "aria-valuemax": max,
    });
    const to = (x) => Math.min(max, Math.max(min, Number((Math.round(x / step) * step).toFixed(10))));
    node.onkeydown = (event) => {
      if (press && (event.key === "Enter" || event.key === " ")) {
        event.preventDefault();
        press();
        return;
      }
      const up = { ArrowUp: 1, ArrowRight: 1, ArrowDown: -1, ArrowLeft: -1, PageUp: 10, PageDown: -10 };
      const ends = { Home: min, End: max };
      if (event.key in up) value = to(value + step * up[event.key]); // a held key is quicker than Python
      else if (event.key in ends) value = ends[event.key];
      else return;
      move(value);
      event.preventDefault();
      event.stopPropagation(); // JupyterLab would go to the next cell
    };
    node.onpointerdown = (event) => {
      const scale = this.width / this.svg.getBoundingClientRect().width;
      const [from, start] = [event.clientY, value];
      node.setPointerCapture(event.pointerId);
      node.focus();
      event.preventDefault();
      node.onpointermove = (e) => {
        if (!press || Math.abs(e.clientY - from) > CLICK) node.dragged = true;
        if (node.dragged) move(to(start + (from - e.clientY) * scale * perPixel));
      };
      node.dragged = false;
      node.onpointerup = node.onpointercancel = () => (node.onpointermove = null);
    };
    node.onclick = press ? () => node.dragged || press() : null;
    return node;
  }

  /** A point that is dragged over a plane, or moved by the arrow keys, ten steps with Shift.
   *
   * sx and sy are the scales it stands on; move([x, y]) is called with where it is wanted. */
  grip(key, [x, y], { sx, sy, step, label, move, look = {} }) {
    const node = this.circle(key, sx(x), sy(y), 9, {
      fill: ORANGE,
      "stroke-width": 2,
      ...look,
      class: "handle",
      role: "slider",
      tabindex: 0,
      "aria-label": label,
      "aria-valuenow": x,
      "aria-valuetext": `${fmt(x)} and ${fmt(y)}`,
      "data-x": x,
      "data-y": y,
    });
    const on = (value, sum) => Number((Math.round((value + sum) / step) * step).toFixed(10));
    node.onkeydown = (event) => {
      const ways = { ArrowUp: [0, 1], ArrowDown: [0, -1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };
      const way = ways[event.key]?.map((one) => one * step * (event.shiftKey ? 10 : 1));
      if (!way) return;
      move([way[0] ? on(x, way[0]) : x, way[1] ? on(y, way[1]) : y]);
      event.preventDefault();
      event.stopPropagation();
    };
    node.onpointerdown = (event) => {
      node.setPointerCapture(event.pointerId);
      node.focus();
      event.preventDefault();
      node.onpointermove = (e) => {
        const box = this.svg.getBoundingClientRect();
        const at = [e.clientX - box.left, e.clientY - box.top].map((v) => (v * this.width) / box.width);
        move([on(sx.held(at[0]), 0), on(sy.held(at[1]), 0)]);
      };
      node.onpointerup = node.onpointercancel = () => (node.onpointermove = null);
    };
    return node;
  }
}
