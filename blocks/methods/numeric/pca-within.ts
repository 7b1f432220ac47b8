/** PCA within reach: as many components as asked for, or fewer where the rows carry fewer. */

import type { Matrix } from "../../contract/matrix.ts";
import { Refusal } from "../../contract/refusal.ts";
import { type Pca, pca } from "./pca.ts";

/**
 * As many components as asked for, or one fewer than the rows carry, so that something is left for Q.
 *
 * @param training n × p
 * @returns null where not even one component is left
 */
export function pcaWithin(training: Matrix, wanted: number): Pca | null {
  if (wanted < 1) return null;
  try {
    return pca(training, wanted);
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== "FS5101") throw error;
    return pcaWithin(training, Number(error.remarks[0].facts.have) - 1);
  }
}
