// Elements and numbers. The files of kit/ come before every widget's own script, in one module.

const SVG = "http://www.w3.org/2000/svg";
const INK = "#111111", GREY = "#595959", PALE = "#D9D9D9";
const BLUE = "#0072B2", VERMILLION = "#D55E00", GREEN = "#009E73";
const ORANGE = "#E69F00", SKY = "#56B4E9", PURPLE = "#CC79A7";

/** An element: attributes as HTML writes them, on... as listeners, children as nodes or text. */
function h(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  set(node, attributes);
  node.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return node;
}

/** Set what has changed: null takes an attribute away, a function listens. */
function set(node, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") node[name] = value;
    else if (value === null || value === undefined || value === false) node.removeAttribute(name);
    else if (node.getAttribute(name) !== String(value)) node.setAttribute(name, value);
  }
  return node;
}

/** A number as a reader wants it: four significant digits and a true minus. */
function fmt(x, digits = 4) {
  if (x === null) return "too large"; // Python sends null for what is no longer finite
  if (typeof x !== "number") return String(x);
  const size = Math.abs(x);
  const small = size !== 0 && (size < 1e-4 || size >= 1e6);
  const text = small ? Number(x.toPrecision(digits - 1)).toExponential() : String(Number(x.toPrecision(digits)));
  return text.replace("e+", "e").replaceAll("-", "−");
}

/** How a signed number is drawn: colour and dash tell the sign, width the size. */
function signed(x, biggest = 1) {
  const width = 1 + 5 * Math.min(1, Math.abs(x) / (biggest || 1));
  return {
    stroke: x < 0 ? VERMILLION : BLUE,
    "stroke-dasharray": x < 0 ? "7 4" : null,
    "stroke-width": width.toFixed(2),
  };
}
