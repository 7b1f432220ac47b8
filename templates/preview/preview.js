/** The preview's page: puts pieces of the report where they stand as they come, and keeps what its reader had in view. */

(() => {
  const [frame, main] = [document.querySelector(".frame"), document.querySelector("main")];
  const [state, headline, wrong] = [".preview-state", ".preview-headline", ".preview-wrong"].map((one) =>
    document.querySelector(one),
  );
  const ours = [...document.body.children];

  /** Pieces by name: their region, markup, and the element that shows them. */
  const pieces = new Map();
  const drawings = new Map();
  let order = [];
  let findings = [];
  const blocks = new Map();

  /** What the report's script hangs on document, window and screen, so that it can be hung on anew. */
  const hung = [];
  const hang = EventTarget.prototype.addEventListener;
  let isReading = false;
  EventTarget.prototype.addEventListener = function (type, heard, options) {
    const isShared = this === document || this === window || this instanceof MediaQueryList;
    if (isReading && isShared) hung.push(() => this.removeEventListener(type, heard, options));
    return hang.call(this, type, heard, options);
  };

  /** Has the report's script do to the page what it does to a report. */
  const readAnew = () => {
    for (const unhang of hung.splice(0)) unhang();
    for (const one of [...document.body.children]) if (!ours.includes(one)) one.remove();
    isReading = true;
    try {
      window.readReport();
    } finally {
      isReading = false;
    }
  };

  const parsed = (html) => {
    const holder = document.createElement("template");
    holder.innerHTML = html;
    return holder.content;
  };

  /** Elements and texts of a piece as they stand in its markup; a drawing is one of them, whatever it holds. */
  const nodesIn = (content) => {
    const walker = document.createTreeWalker(content, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    const nodes = [];
    while (walker.nextNode()) nodes.push(walker.currentNode);
    return nodes;
  };

  /** The element of a piece, and its nodes: they are found again whatever a script has put between them. */
  const made = (html) => {
    const content = parsed(html);
    const nodes = nodesIn(content);
    for (const stand of content.querySelectorAll("i[data-drawing]"))
      stand.replaceWith(parsed(drawings.get(stand.dataset.drawing) ?? ""));
    return { element: content.firstElementChild, nodes };
  };
  const elementOf = (html) => made(html).element;

  const attributesOf = (node) => new Map([...(node.attributes ?? [])].map(({ name, value }) => [name, value]));

  /** Changes words and attributes of a piece in place, where nothing else of it is other: what its reader unfolded stays. False where that is not so. */
  const isRewritten = (piece, html) => {
    const [old, fresh] = [nodesIn(parsed(piece.html)), nodesIn(parsed(html))];
    const isSame = (node, k) => node.nodeName === old[k]?.nodeName && node.dataset?.drawing === old[k].dataset?.drawing;
    if (old.length !== fresh.length || piece.nodes?.length !== old.length || !fresh.every(isSame)) return false;
    for (const [k, node] of fresh.entries()) {
      const live = piece.nodes[k];
      if (node.nodeType === Node.TEXT_NODE) {
        if (node.data !== old[k].data) live.data = node.data;
        continue;
      }
      const [was, now] = [attributesOf(old[k]), attributesOf(node)];
      for (const [name, value] of now) if (was.get(name) !== value) live.setAttribute(name, value);
      for (const name of was.keys()) if (!now.has(name)) live.removeAttribute(name);
      // The button that the report's script put beside a digest is named by it.
      if (now.has("data-digest") && live.nextElementSibling?.matches("button.copy"))
        live.nextElementSibling.setAttribute("aria-label", `Copy ${now.get("data-digest").slice(0, 19)}`);
    }
    return true;
  };

  /** Drawings are asked for once: their name is the digest of their bytes. */
  const fetchDrawings = (html) =>
    Promise.all(
      [...html.matchAll(/data-drawing="([0-9a-f]{32})"/g)].map(async ([, digest]) => {
        if (drawings.has(digest)) return;
        const answer = await fetch(`drawing/${digest}`);
        if (answer.ok) drawings.set(digest, await answer.text());
      }),
    );

  /** What only text changes of needs no script of its own. */
  const isPlain = (html) =>
    !/<(?:section|figure|table|nav|header|details|h[1-6]|button|input)\b|data-drawing/.test(html);

  /** Folds by what they lie in, which stays when the piece around them is another. */
  const foldsOf = () => {
    const counts = new Map();
    return [...document.querySelectorAll(".frame details")].map((fold) => {
      const holder = fold.closest("[id]")?.id ?? "";
      const k = counts.get(holder) ?? 0;
      counts.set(holder, k + 1);
      return { name: `${holder} ${k}`, fold };
    });
  };

  /** What stands at the head of the window, to stay there: of a piece that goes, the next that stays. */
  const inView = (isKept) => {
    const shown = order
      .filter((id) => isKept(id) && pieces.get(id).region === "main")
      .map((id) => pieces.get(id).element)
      .find((element) => element !== undefined && element.getBoundingClientRect().bottom > 0);
    if (shown === undefined) return null;
    const { piece } = shown.dataset;
    // A window scrolls by whole dots: what is left over would add up from patch to patch.
    const isAsLeft = left !== null && left.piece === piece && left.scroll === scrollY;
    return { piece, top: isAsLeft ? left.top : shown.getBoundingClientRect().top };
  };
  /** Where the last patch left the piece at the head of the window, and the window. */
  let left = null;

  const place = () => {
    let last = null;
    const before = { head: [], contents: [] };
    for (const id of order) {
      const { region, element } = pieces.get(id);
      if (region !== "main") before[region].push(element);
      else {
        const next = last === null ? main.firstElementChild : last.nextElementSibling;
        if (next !== element) main.insertBefore(element, next);
        last = element;
      }
    }
    for (const element of [...before.head, ...before.contents])
      if (element.parentNode !== frame || element.nextSibling !== main) frame.insertBefore(element, main);
  };

  const makeElement = (id) => {
    const piece = pieces.get(id);
    Object.assign(piece, made(piece.html));
    piece.element.dataset.piece = id;
  };

  const clearFindings = () => {
    for (const one of document.querySelectorAll(".preview-finding")) one.remove();
  };

  /** Of the new pieces those that could not be had by rewriting one that goes. */
  const rewritten = (goes, fresh) => {
    if (goes.length !== fresh.length) return fresh;
    return fresh.filter(({ id, region, html }, k) => {
      const old = pieces.get(goes[k]);
      if (old.region !== region || !isRewritten(old, html)) return true;
      pieces.delete(goes[k]);
      pieces.set(id, { ...old, html });
      old.element.dataset.piece = id;
      return false;
    });
  };

  const patch = async ({ protocol, title, pieces: fresh, order: next }) => {
    for (const { html } of fresh) await fetchDrawings(html);
    const view = scrollY === 0 ? null : inView((id) => next.includes(id));
    clearFindings();
    const goes = order.filter((id) => !next.includes(id));
    const others = rewritten(goes, fresh);
    const gone = goes.filter((id) => pieces.has(id));
    const isWhole = [...others, ...gone.map((id) => pieces.get(id))].some(({ html }) => !isPlain(html));
    const folds = new Map(isWhole ? foldsOf().map(({ name, fold }) => [name, fold.open]) : []);
    for (const [id, { element }] of pieces) if (isWhole || gone.includes(id)) element.remove();
    for (const id of gone) pieces.delete(id);
    for (const { id, region, html } of others) pieces.set(id, { region, html });
    order = next;
    for (const id of isWhole ? order : others.map((one) => one.id)) makeElement(id);
    place();
    if (isWhole) {
      readAnew();
      for (const { name, fold } of foldsOf()) if (folds.has(name)) fold.open = folds.get(name);
    }
    document.title = `Preview: ${title}`;
    showFindings();
    showBlocks();
    if (view !== null) scrollBy(0, pieces.get(view.piece).element.getBoundingClientRect().top - view.top);
    left = view === null ? null : { ...view, scroll: scrollY };
    await painted();
    document.documentElement.dataset.protocol = protocol;
  };

  /** The frame that holds what was changed has been painted. */
  const painted = () =>
    new Promise((done) => {
      requestAnimationFrame(() => {
        const after = new MessageChannel();
        after.port1.onmessage = done;
        after.port2.postMessage(null);
      });
      // A tab that nobody sees paints nothing.
      if (document.hidden) done();
    });

  const showFindings = () => {
    clearFindings();
    const tops = [];
    for (const { piece, html } of findings) {
      const box = elementOf(html);
      const over = piece === null ? undefined : pieces.get(piece)?.element;
      if (over === undefined) tops.push(box);
      else over.before(box);
    }
    frame.prepend(...tops);
    wrong.hidden = findings.length === 0;
    wrong.textContent = findings.length === 1 ? "1 error" : `${findings.length} errors`;
  };

  const showBlocks = () => {
    for (const [id, { state: now }] of blocks) {
      const section = document.getElementById(id);
      if (section !== null) section.dataset.blockState = now;
    }
  };

  const words = {
    checking: "checking …",
    running: "running …",
    success: "up to date",
    failed: "this run failed: the report says why",
    not_run: "not run: mend what is marked; the page shows the last report that was whole",
  };

  wrong.addEventListener("click", (event) => {
    event.preventDefault();
    const boxes = [...document.querySelectorAll(".preview-finding")];
    const below = boxes.find((box) => box.getBoundingClientRect().top > innerHeight / 2);
    (below ?? boxes[0])?.scrollIntoView({ block: "center" });
  });

  // One after the other: a patch that waits for its drawings must not be overtaken.
  let turn = Promise.resolve();
  const inTurn = (work) => {
    turn = turn.then(work).catch((error) => {
      state.textContent = `the page could not follow (${error.message}): load it again`;
    });
  };
  const source = new EventSource("events");
  const on = (name, heard) => source.addEventListener(name, ({ data }) => inTurn(() => heard(JSON.parse(data))));
  on("patch", patch);
  on("findings", (told) => {
    findings = told.findings;
    showFindings();
    document.documentElement.dataset.found = told.protocol;
  });
  on("run", (told) => {
    const isEmpty = order.length === 0 && told.state === "not_run";
    state.textContent = isEmpty ? "not run: mend what is marked" : words[told.state];
    headline.textContent = [told.headline, told.written === null ? null : `run ${told.written}`]
      .filter((one) => one !== null)
      .join(" · ");
    document.documentElement.dataset.run = told.state;
  });
  on("block", (told) => {
    blocks.set(told.id, told);
    const section = document.getElementById(told.id);
    if (section !== null) section.dataset.blockState = told.state;
    if (told.state === "running") state.textContent = `running ${told.id} (${told.done + 1} of ${told.of}) …`;
  });
  source.onerror = () => {
    state.textContent = "the preview has ended: start it again";
    document.documentElement.dataset.run = "ended";
  };
  source.onopen = () => {
    delete document.documentElement.dataset.run;
  };
})();
