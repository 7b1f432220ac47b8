/** Options of estimators: a tunable option takes a value or a list of values to try. */
import { z } from "zod";

/** One value, or a list of at least one: the list is a grid for tuning. */
export function oneOrMany<T extends z.ZodType>(value: T) {
  return z.union([value, z.array(value).min(1)]);
}

/** A number of latent variables. */
export const components = z.int().min(1).describe("number of latent variables");

/** Inverse strength of the penalty: the larger, the closer the fit. */
export const penaltyInverse = z.number().min(1e-9).max(1e9);
