/** Figures that are kept: what was drawn of the same values is not made again, and nothing else is ever taken for it. */
import { describe, expect, it } from "vitest";
import type { Draw } from "../../../compiler/draw/draw.ts";
import { exhibits } from "../../../compiler/render/exhibit.ts";
import { figuresIn, type KeptFigures } from "../../../compiler/render/made-figure.ts";
import type { RunBlock } from "../../../compiler/run/types.ts";
import { memoryStore, type Store } from "../../../compiler/store/store.ts";
import { drawers, run, source, spectra, viewOf } from "./fixture.ts";

interface Changed {
  readonly kept: KeptFigures;
  readonly digest?: string;
  readonly source?: string;
}

/** Makes the run's one figure; says what was drawn and made meanwhile. */
async function shown({ kept, digest = "drawing", source: looks = "values" }: Changed) {
  const counts = { made: 0, drawn: 0 };
  const draw: Draw = (view, id, lang) => {
    counts.drawn++;
    return drawers.draw(view, id, lang);
  };
  const importance = viewOf("importance", { ...spectra(4, 10), from: { artifact: "model/vip.csv", pointer: "" } });
  const counting: typeof importance = {
    ...importance,
    make: (...given) => {
      counts.made++;
      return importance.make(...given);
    },
  };
  const base = run();
  const blocks = base.blocks.map(
    (one): RunBlock =>
      one.block.id === "plsda"
        ? { ...one, source: { ...source, digest: looks }, views: { importance: counting } }
        : { ...one, views: {} },
  );
  const { exhibits: made } = await exhibits({ ...base, blocks }, { draw, kept, digest });
  const figure = made.find(({ placement }) => placement.address === "plsda.importance");
  const { placement: _, ...said } = figure as NonNullable<typeof figure>;
  return { said, ...counts };
}

const broken = (store: Store): Store => ({ ...store, get: () => null });

describe("a figure that is kept", () => {
  it("says and shows what it did when it was drawn, and its values are not even loaded", async () => {
    const kept = figuresIn(memoryStore(), false);
    const first = await shown({ kept });
    expect([first.made, first.drawn]).toEqual([1, 1]);
    expect(first.said.content.type).toBe("drawing");
    const second = await shown({ kept });
    expect([second.made, second.drawn]).toEqual([0, 0]);
    expect(second.said).toEqual(first.said);
  });
  it.each([
    ["its values", { source: "other values" }],
    ["what draws it", { digest: "another release" }],
  ])("is drawn anew with other %s", async (_, changed) => {
    const kept = figuresIn(memoryStore(), false);
    await shown({ kept });
    expect((await shown({ kept, ...changed })).drawn).toBe(1);
    expect((await shown({ kept })).drawn).toBe(0);
  });
  it("is drawn anew where the store lost it", async () => {
    const store = memoryStore();
    await shown({ kept: figuresIn(store, false) });
    expect((await shown({ kept: figuresIn(broken(store), false) })).drawn).toBe(1);
  });
  it("is drawn anew where what is kept is another's", async () => {
    const store = memoryStore();
    await shown({ kept: figuresIn(store, false), source: "other values" });
    const strange: Store = { ...store, note: () => store.put(JSON.stringify({ key: "other", figure: { na: "no" } })) };
    expect((await shown({ kept: figuresIn(strange, false) })).drawn).toBe(1);
  });
  it("is drawn anew where somebody forces it, and kept again", async () => {
    const store = memoryStore();
    await shown({ kept: figuresIn(store, false) });
    expect((await shown({ kept: figuresIn(store, true) })).drawn).toBe(1);
    expect((await shown({ kept: figuresIn(store, false) })).drawn).toBe(0);
  });
});
