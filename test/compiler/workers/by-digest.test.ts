/** Work by digest alone: a worker that shares no memory with the crew reads what a job names, and answers the same. */

import { describe, expect, it } from "vitest";
import { inTurn, type Spread } from "../../../blocks/contract/work.ts";
import { methods } from "../../../blocks/methods/methods.ts";
import { methodsOfRecipe } from "../../../blocks/methods/recipe/methods-used.ts";
import { validate } from "../../../blocks/methods/recipe/validate.ts";
import { build } from "../../../blocks/methods/trust/build.ts";
import { trustOptions, wishesOf } from "../../../blocks/methods/trust/options.ts";
import type { Setup } from "../../../blocks/methods/trust/pass.ts";
import { type Plan, planOf } from "../../../blocks/methods/trust/plan.ts";
import { samplesOf } from "../../../blocks/methods/trust/samples.ts";
import { units } from "../../../blocks/methods/units.ts";
import { canonicalJson } from "../../../compiler/store/canonical.ts";
import { digestOf } from "../../../compiler/store/digest.ts";
import { decodeNpy, encodeNpy } from "../../../compiler/store/npy.ts";
import { memoryStore } from "../../../compiler/store/store.ts";
import type { FromWorker } from "../../../compiler/workers/messages.ts";
import { workerSide } from "../../../compiler/workers/worker-side.ts";
import { bySample, fitted } from "../../blocks/trust/run-trust.ts";

/** A crew of one far away: matrices and what is given lie in a store, asks and answers go as they would over a wire. */
function afar(named = methodsOfRecipe(model.recipe)) {
  const store = memoryStore();
  const read = (digest: string): Uint8Array => {
    const bytes = store.get(digest);
    if (bytes === null) throw new Error(`${digest} is not in the store`);
    return bytes;
  };
  const reading = {
    matrix: (digest: string) => decodeNpy(read(digest)),
    json: (digest: string) => JSON.parse(new TextDecoder().decode(read(digest))),
  };
  const heard: FromWorker[] = [];
  const take = workerSide(units, methods, (message) => void heard.push(structuredClone(message)), reading);
  const spread: Spread = ({ unit, shared, given }) => {
    const code = { implementation: digestOf("code"), methods: named };
    const names = { shared: store.put(encodeNpy(shared)), given: store.put(canonicalJson(given)) };
    return async function* (asks) {
      take({ job: { unit: unit.name, ...code, ...names } });
      for (const ask of asks) {
        take({ ask: JSON.parse(canonicalJson(ask)) });
        const message = heard.pop() as FromWorker;
        if ("failure" in message) throw new Error(JSON.stringify(message.failure));
        yield message.answer as never;
      }
    };
  };
  return { spread, take, heard };
}

const here = inTurn(async () => undefined);
const { dataset, variables, model } = await fitted(bySample(), { scheme: { group_kfold: { folds: 3 } } });
const { rows, outcome, declared } = dataset;
const data = { ready: variables.ready, rows, outcome };

describe("a unit of work that is known by digests alone", () => {
  it("gives the fits of a model", async () => {
    const recipe = { ...model.recipe, grid: { ...model.recipe.grid, components: [1, 2] } };
    const fits = (spread: Spread) => validate(methods, recipe, data, model.split, 1, spread, () => undefined);
    expect(await fits(afar().spread)).toEqual(await fits(here));
  });

  it("computes with the methods that its block named, and with no other", async () => {
    const fits = validate(methods, model.recipe, data, model.split, 1, afar([]).spread, () => undefined);
    await expect(fits).rejects.toThrow(
      "the unit of work model-fits computes with estimator:pls-da, which it did not declare",
    );
  });

  it.each(["split", "cross"] as const)("gives the passes of trust, %s", async (design) => {
    const setup: Setup = {
      recipe: model.recipe,
      data,
      samples: samplesOf(rows, outcome, declared),
      wishes: wishesOf(trustOptions.parse({ design }), "classification"),
      classes: outcome.label?.classes ?? null,
      name: [1, "trust"],
    };
    const plan = planOf(setup, model.split) as Plan;
    expect(await build(methods, setup, plan, afar().spread)).toEqual(await build(methods, setup, plan, here));
  });

  it("is refused by who cannot read what it names, and by a thread to which nothing was handed along", () => {
    const code = { implementation: digestOf("code"), methods: [] };
    const job = { unit: "model-fits", ...code, shared: digestOf("x"), given: digestOf("y") };
    const { take, heard } = afar();
    const alone: FromWorker[] = [];
    const thread = workerSide(units, methods, (message) => void alone.push(message));
    for (const worker of [take, thread]) {
      worker({ job });
      worker({ ask: null });
    }
    expect(heard).toMatchObject([{ failure: { message: `${job.shared} is not in the store` } }]);
    expect(alone).toMatchObject([{ failure: { message: `${job.shared} was not handed along` } }]);
  });
});
