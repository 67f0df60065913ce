// What stands around every picture: title, question, controls, sentence, table, and what is wrong.

let frames = 0; // so that two views on one page have ids of their own

/** Build a widget's frame in `el` and return what its script works with. */
function frame(model, el) {
  const id = `live-${(frames += 1)}-${Math.random().toString(36).slice(2, 8)}`;
  const parts = {
    ask: h("div", { class: "ask" }),
    controls: h("div", { class: "controls" }),
    stage: h("div", { class: "stage" }),
    says: h("p", { class: "says", "aria-live": "polite", role: "status" }),
    numbers: h("div", { class: "numbers", hidden: true, tabindex: 0, role: "group", "aria-label": "The numbers as a table" }),
    note: h("p", { class: "note", role: "status" }),
    error: h("p", { class: "error", role: "alert" }),
  };
  const show = h("button", { type: "button", "aria-expanded": "false" }, "Show as table");
  const title = h("div", { class: "title", role: "heading", "aria-level": "4", id }, model.get("about").title);
  const root = h("div", { class: "backprop-live", role: "group", "aria-labelledby": id },
    title, parts.ask, parts.controls, parts.stage, parts.says, parts.error, parts.note,
    h("div", { class: "foot" }, show), parts.numbers);
  show.onclick = () => {
    parts.numbers.hidden = !parts.numbers.hidden;
    set(show, { "aria-expanded": String(!parts.numbers.hidden) });
    show.textContent = parts.numbers.hidden ? "Show as table" : "Hide the table";
  };
  keepKeys(root);
  el.append(root);
  hideStill(root);

  const wait = waiting(model, parts.note);
  const shows = [];
  const moved = new Set(); // inputs that may still wait in the browser: a button must not outrun them

  const f = {
    ...parts, root, id, model,
    view: () => model.get("view"),
    /** Set an input; Python answers with a new view. The last value of a fast drag always arrives. */
    send: (name, value) => f.sendAll({ [name]: value }),
    /** Set several inputs at once. What is there already is not sent, and whatever was refused before
     * it is over: no answer would come. */
    sendAll(values) {
      const names = Object.keys(values);
      if (JSON.stringify(names.map((name) => model.get(name))) === JSON.stringify(Object.values(values))) {
        parts.error.textContent = "";
        return;
      }
      for (const name of names) {
        model.set(name, values[name]);
        moved.add(name);
      }
      wait.asked(() => model.save_changes());
    },
    /** Call one of the widget's actions. It brings along only what was moved since the last one:
     * another input may be older here than in Python, when a button is pressed fast. */
    act(name) {
      const inputs = Object.fromEntries([...moved].map((one) => [one, model.get(one)]));
      wait.asked(() => model.send({ do: name, inputs }));
      moved.clear();
    },
    /** Say the sentence under the picture. */
    say(text) {
      if (parts.says.textContent !== text) parts.says.textContent = text;
    },
    /** Show these numbers in the table view. */
    tabulate({ head, rows }) {
      const cell = (x, k) => h(k ? "td" : "th", k ? {} : { scope: "row" }, fmt(x));
      parts.numbers.replaceChildren(h("table", {},
        h("caption", {}, model.get("about").title),
        h("thead", {}, h("tr", {}, head.map((name) => h("th", { scope: "col" }, name)))),
        h("tbody", {}, rows.map((row) => h("tr", {}, row.map(cell))))));
    },
    /** Call draw(view) now and after every answer of Python's. */
    draw(draw) {
      shows.push(draw);
      update();
    },
  };

  function update() {
    const view = model.get("view");
    wait.answered();
    parts.error.textContent = view.error ? `This did not work: ${view.error}` : "";
    if (view.says !== undefined) f.say(view.says);
    if (view.table) f.tabulate(view.table);
    showQuestion(f, view);
    try {
      for (const draw of shows) draw(view);
    } catch (problem) { // shown where the reader looks, not in the browser's console alone
      parts.error.textContent = `The picture could not be drawn: ${problem.message}`;
      throw problem;
    }
    root.dataset.count = view.count;
  }
  model.on("change:view", update); // anywidget takes off what a view listens to when it goes
  f.end = wait.answered;
  return f;
}

/** Keys belong to what has the focus here: to JupyterLab an arrow means the next cell, Enter the
 * editor. With Ctrl or Cmd held they are JupyterLab's, so Ctrl+S still saves. */
function keepKeys(root) {
  const keep = ({ target, ctrlKey, metaKey }) =>
    set(target, { "data-lm-suppress-shortcuts": ctrlKey || metaKey ? null : "true" });
  for (const kind of ["focusin", "keydown", "keyup"]) root.addEventListener(kind, keep);
}

/** Hide the still picture that stands below the live one, as soon as it is there. */
function hideStill(root, tries = 200) {
  const output = root.closest(".jp-OutputArea-child, .output_area");
  const still = output?.nextElementSibling;
  if (still?.querySelector("img")) still.style.display = "none";
  else if (tries) setTimeout(() => hideStill(root, tries - 1), 50);
}

/** Tell the reader when Python takes long, and what to do when it does not come back. */
function waiting(model, note) {
  let timers = [];
  const answered = () => {
    timers.forEach(clearTimeout);
    timers = [];
    if (note.textContent) note.textContent = "";
  };
  const say = (text) => (note.textContent = text);
  const lost = "No answer from Python yet. If no cell is running, run the cell above again.";
  const asked = (ask) => {
    if (!timers.length) {
      timers = [
        setTimeout(say, 1000, "Python is busy. Your last setting will be drawn when it is free."),
        setTimeout(say, 8000, lost),
      ];
    }
    try {
      ask();
    } catch { // the kernel was started anew, and does not know this widget
      answered();
      say(lost);
    }
  };
  return { asked, answered };
}
