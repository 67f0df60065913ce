// Controls that are bound to an input of the widget: they set it, and follow when Python sets it.

/** Keep a control and an input the same, but never pull a control from under a hand. */
function bind(f, name, control, write) {
  const follow = () => {
    if (!control.dataset.held) write(f.model.get(name));
  };
  control.addEventListener("pointerdown", () => (control.dataset.held = "yes"));
  for (const kind of ["pointerup", "pointercancel", "blur"]) {
    control.addEventListener(kind, () => {
      delete control.dataset.held;
      follow();
    });
  }
  f.model.on(`change:${name}`, follow);
  write(f.model.get(name));
}

/** A slider with its value beside it. onmove(value), where given, runs before Python hears of it;
 * ahead: the picture needs no answer, so Python hears only where the drag ended. */
function slider(f, name, label, { min, max, step, onmove, ahead = false, show = fmt }) {
  const input = h("input", { type: "range", min, max, step, "aria-label": label });
  const value = h("output", {});
  const write = (x) => {
    input.value = x;
    value.textContent = show(x);
    input.setAttribute("aria-valuetext", show(x));
  };
  bind(f, name, input, write);
  input.oninput = () => {
    const x = Number(input.value);
    value.textContent = show(x);
    input.setAttribute("aria-valuetext", show(x));
    onmove?.(x);
    if (!ahead) f.send(name, x);
  };
  if (ahead) input.onchange = () => f.send(name, Number(input.value));
  return h("label", { class: "slider" }, h("span", {}, label), input, value);
}

/** A list to choose from: names, or [value, name] pairs. */
function choice(f, name, label, options) {
  const pairs = options.map((one) => (Array.isArray(one) ? one : [one, one]));
  const select = h("select", { "aria-label": label },
    pairs.map(([value, text]) => h("option", { value }, text)));
  bind(f, name, select, (x) => (select.value = x));
  select.onchange = () => {
    const number = typeof f.model.get(name) === "number";
    f.send(name, number ? Number(select.value) : select.value);
  };
  return h("label", { class: "choice" }, h("span", {}, label), select);
}

/** A box to tick. */
function tick(f, name, label) {
  const input = h("input", { type: "checkbox" });
  bind(f, name, input, (x) => (input.checked = x));
  input.onchange = () => f.send(name, input.checked);
  return h("label", { class: "tick" }, input, h("span", {}, label));
}

/** Call act when Enter is pressed in a line of text: JupyterLab keeps the browser from doing so. */
function onEnter(input, act) {
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    act();
  });
}

/** Call act when something was written: when Enter is pressed or the field is left. */
function committed(input, act) {
  input.addEventListener("change", act);
  onEnter(input, act);
}

/** A line of text, sent with Enter or when the field is left. */
function entry(f, name, label, attributes = {}) {
  const input = h("input", { type: "text", "aria-label": label, spellcheck: "false", ...attributes });
  bind(f, name, input, (x) => {
    if (document.activeElement !== input) input.value = x;
  });
  committed(input, () => {
    if (input.value !== f.model.get(name)) f.send(name, input.value);
  });
  return h("label", { class: "entry" }, h("span", {}, label), input);
}

/** A button that calls an action, or a function. */
function button(f, text, action) {
  const onclick = typeof action === "function" ? action : () => f.act(action);
  return h("button", { type: "button", onclick }, text);
}

/** The question before the answer: choices as buttons to tick, or a number to write. */
function showQuestion(f, { ask, told }) {
  const was = f.ask.dataset.of;
  if (!ask) {
    f.ask.replaceChildren();
    delete f.ask.dataset.of;
    return;
  }
  if (was !== ask.of) {
    f.ask.dataset.of = ask.of;
    delete f.ask.dataset.time;
    f.ask.replaceChildren(asking(f, ask), h("p", { class: "told", role: "status" }));
  }
  answered(f, ask);
  const answer = f.ask.querySelector(".told");
  if (answer.textContent !== (told ?? "")) answer.textContent = told ?? "";
}

function asking(f, ask) {
  const name = `${f.id}-${Math.random().toString(36).slice(2, 8)}`;
  const number = h("input", { type: "text", inputmode: "decimal", "aria-label": "Your prediction", size: 8 });
  const radio = (value) =>
    h("label", {}, h("input", { type: "radio", name, value }), h("span", {}, value));
  const given = ask.choices.length ? ask.choices.map(radio) : [number];
  const form = h("form", { novalidate: true },
    h("fieldset", {}, h("legend", {}, "Predict: ", ask.text), ...given,
      h("button", { type: "submit" }, "Predict")));
  onEnter(number, () => form.requestSubmit());
  form.onsubmit = (event) => {
    event.preventDefault();
    const value = ask.choices.length ? form.querySelector("input:checked")?.value : number.value.trim();
    if (value) f.send("guess", { of: ask.of, value, time: Date.now() });
    else f.ask.querySelector(".told").textContent = ask.choices.length ? "Choose an answer first." : "Write a number first.";
  };
  return form;
}

/** Show in the form what was guessed: the page was loaded again, or a second view of it was used. */
function answered(f, ask) {
  const { of, value, time } = f.model.get("guess");
  if (of !== ask.of || f.ask.dataset.time === String(time)) return;
  f.ask.dataset.time = time;
  for (const input of f.ask.querySelectorAll("input")) {
    if (input.type === "radio") input.checked = input.value === value;
    else input.value = value;
  }
}
