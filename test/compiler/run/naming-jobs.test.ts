import { describe, expect, it } from "vitest";
import { fromRows } from "../../../blocks/contract/matrix.ts";
import type { Inputs } from "../../../blocks/contract/running.ts";
import type { Unit } from "../../../blocks/contract/work.ts";
import { methods } from "../../../blocks/methods/methods.ts";
import type { JobName, NamedSpread } from "../../../compiler/run/job-name.ts";
import { namingJobs } from "../../../compiler/run/naming-jobs.ts";
import { digestOf, digestOfJson } from "../../../compiler/store/digest.ts";
import { encodeNpy } from "../../../compiler/store/npy.ts";
import type { Preimage } from "../../../schemas/records.ts";
import { somePreimage } from "../plan/fixture.ts";

const nothing: Unit<unknown, never, never> = {
  name: "nothing",
  start: () => () => {
    throw new Error("nobody asks");
  },
};
const ready = fromRows([[1, 2]]);
const loadedBy = digestOf("the digest it was loaded by");
const preimage: Preimage = {
  ...somePreimage,
  inputs: [
    { value: "outcome", block: "model", parts: { outcome: digestOf("outcome") } },
    { value: "variables", parts: { pipeline: digestOf("pipeline"), ready: loadedBy } },
  ],
};
const inputs = { given: [{ block: null, value: "variables", parts: { ready, pipeline: {} } }] } as unknown as Inputs;

/** The name of a job that such a block wants done. */
function named(shared = ready, given: unknown = { k: 1 }, more: Partial<Preimage> = {}): JobName {
  const names: JobName[] = [];
  const spy: NamedSpread = ({ name }) => {
    names.push(name);
    return async function* () {};
  };
  const amount = { fits: 1, asks: 1, atOnce: 1 };
  namingJobs(spy, { ...preimage, ...more }, inputs)({ unit: nothing, methods, shared, given, amount });
  return names[0];
}

describe("the name of a job", () => {
  it("holds its unit, the matrix by the digest it was loaded by, and what is given by that of its canonical JSON", () => {
    expect(named(ready, { k: 1 }, { methods: { "step:snv": digestOf("snv") } })).toEqual({
      unit: "nothing",
      implementation: expect.stringMatching(/^sha256:/),
      methods: ["step:snv"],
      shared: loadedBy,
      given: digestOfJson({ k: 1 }),
    });
  });

  it("holds a matrix the block made itself by the digest the store would give it", () => {
    const own = fromRows([[3, 4]]);
    expect(named(own).shared).toBe(digestOf(encodeNpy(own)));
  });

  it("is another with other code of the kind or of a method it uses, and with something else given", () => {
    const { implementation, given } = named();
    expect(named(ready, { k: 1 }, { implementation: digestOf("other") }).implementation).not.toBe(implementation);
    expect(named(ready, { k: 1 }, { methods: { "step:snv": digestOf("other") } }).implementation).not.toBe(
      implementation,
    );
    expect(named(ready, { k: 2 }).given).not.toBe(given);
    expect(named()).toEqual(named());
  });

  it("is refused where something is given that JSON cannot hold", () => {
    expect(() => named(ready, { codes: Int32Array.of(1) })).toThrow(TypeError);
  });
});
