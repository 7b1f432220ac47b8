/** Similarity-blocked validation: the ordinary folds, with samples that look like one thing measured again kept together. */

import type { Stream } from "../../contract/stream.ts";
import { isFiniteThroughout } from "../numeric/row-subset.ts";
import type { BareSpectra } from "./bare-spectra.ts";
import type { Similarity } from "./schema.ts";
import { cut, similarSamples } from "./similarity/clusters.ts";
import { moveClusters } from "./similarity/move-clusters.ts";
import { firstRepeat, membersOf, orNotFitted, outcomeOf, refittedChange, type Validated } from "./validated.ts";

/** Samples beyond which pairs of them are not looked at. */
const mostSamples = 10_000;
/** Clusters that are listed. */
const mostLists = 50;
/** From which ratio of the RMSECVs on the finding is told. */
export const leastSimilarityRatio = 1.4;

/**
 * What the model is worth where nothing that looks like a test sample has trained it. A sample is what its author calls one:
 * measurements of one thing under several names stand on both sides of a fold, and no scheme can know.
 *
 * @param bare spectra before anything that hides their likeness; the rows are those of `validated`
 * @param draw for the test of a regression
 */
export async function similarityBlocked(validated: Validated, bare: BareSpectra, draw: Stream): Promise<Similarity> {
  const repeat = firstRepeat(validated);
  const { recipe, data, folds } = repeat;
  if (folds.length === 0) return { na: "not_validated" };
  const members = membersOf(data.rows);
  if (members.count > mostSamples) return { na: "too_many_samples" };
  if (!isFiniteThroughout(bare.x)) return { na: "not_finite" };
  const outcome = outcomeOf(members, recipe.task, data.outcome);
  const clusters = similarSamples(bare.x, members.rows, outcome);
  const { folds: moved, moved: count } = moveClusters(folds, members, clusters);
  const changed = moved.filter(({ isChanged }) => isChanged);
  if (changed.some(({ training }) => training.length === 0)) return { na: "nothing_left" };
  return orNotFitted(async () => {
    const change = await refittedChange(repeat, data.ready, changed, draw);
    return {
      cut,
      samples: members.count,
      clusters: clusters.length,
      largest: clusters[0].length,
      moved: count,
      lists: clusters
        .filter((cluster) => cluster.length > 1)
        .slice(0, mostLists)
        .map((cluster) => cluster.map((s) => members.names[s])),
      ordinary: change.ordinary,
      blocked: change.other,
      lost: change.lost,
      won: change.won,
      p: change.p,
    };
  });
}
