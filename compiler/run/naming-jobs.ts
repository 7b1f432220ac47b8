/** Naming jobs: what a block wants done, by digest all the way. */

import type { Matrix } from "../../blocks/contract/matrix.ts";
import type { Inputs } from "../../blocks/contract/running.ts";
import type { Spread } from "../../blocks/contract/work.ts";
import type { Preimage } from "../../schemas/records.ts";
import { digestOf, digestOfJson } from "../store/digest.ts";
import { encodeNpy } from "../store/npy.ts";
import type { NamedSpread } from "./job-name.ts";

/**
 * The spread a block is handed: it names each job of the block. A matrix the block loaded has the digest it was loaded by; any
 * other is digested as the store would have it.
 *
 * @param inputs what the pre-image names, loaded
 */
export function namingJobs(spread: NamedSpread, preimage: Preimage, inputs: Inputs): Spread {
  const digests = new Map<unknown, string>();
  const named = preimage.inputs.filter(({ value }) => value !== "outcome");
  inputs.given.forEach(({ parts }, k) => {
    for (const [part, content] of Object.entries(parts)) digests.set(content, named[k].parts[part]);
  });
  // The code of a kind's units is among what its own digest is made of; the methods they use stand beside it.
  const implementation = digestOfJson([preimage.implementation, preimage.methods]);
  const methods = Object.keys(preimage.methods);
  const digestOfMatrix = (of: Matrix): string => digests.get(of) ?? digestOf(encodeNpy(of));
  return (job) =>
    spread({
      ...job,
      name: {
        unit: job.unit.name,
        implementation,
        methods,
        shared: digestOfMatrix(job.shared),
        given: digestOfJson(job.given),
      },
    });
}
