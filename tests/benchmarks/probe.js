// Watches a page from inside: from the move of the hand to the frame in which the picture is seen.

(() => {
  const frame = () => new Promise(requestAnimationFrame);

  /** Resolve when something below the node has changed; `ready` says whether that was the picture. */
  function changed(node, ready) {
    return new Promise((resolve) => {
      const observer = new MutationObserver(() => {
        if (!ready()) return;
        observer.disconnect();
        resolve();
      });
      observer.observe(node, { subtree: true, childList: true, attributes: true, characterData: true });
    });
  }

  /** The picture of a widget: its mark of the last answer, its point, or an image drawn anew. */
  const marks = {
    answer: () => document.querySelector(".backprop-live").dataset.count,
    point: () => document.querySelector(".backprop-live circle[r='7']").getAttribute("cx"),
    image: () => document.querySelector(".widget-output img, .jp-OutputArea img")?.src.length
      + document.querySelector(".widget-output img, .jp-OutputArea img")?.src.slice(-2000),
  };

  window.probe = {
    /** Milliseconds from the next move of the mouse to the frame after the changed picture. */
    arm(kind) {
      const before = marks[kind]();
      const start = new Promise((resolve) =>
        addEventListener("pointermove", () => resolve(performance.now()), { capture: true, once: true }));
      const seen = changed(document.body, () => marks[kind]() !== undefined && marks[kind]() !== before);
      probe.time = (async () => {
        const from = await start;
        await seen;
        const image = kind === "image" && document.querySelector(".widget-output img, .jp-OutputArea img");
        if (image) await image.decode();
        await frame();
        await frame();
        return performance.now() - from;
      })();
    },
    /** Log when each answer is drawn and which weight it shows, and when the mouse is released. */
    log() {
      probe.answers = [];
      const root = document.querySelector(".backprop-live");
      const shown = () => probe.answers.push([performance.now(), root.querySelector(".says").textContent]);
      new MutationObserver(shown).observe(root, { attributeFilter: ["data-count"] });
      addEventListener("pointerup", () => (probe.released = performance.now()), { capture: true, once: true });
    },
  };
})();
