/** Product: what a block gave, held against what its kind declares, before anything of it is kept. */
import type { z } from "zod";
import type { Kind } from "../../blocks/contract/kind.ts";
import { asked } from "../../schemas/asked.ts";
import { own } from "../../schemas/dictionary.ts";

/** Thrown where what a block gave is not what its kind declares: a mistake of ours, at the block that made it. */
export class ProductMismatch extends Error {
  /** The artifact by its short path, or `results`. */
  readonly path: string;
  readonly problem: string;
  constructor(path: string, problem: string) {
    super(`${path}: ${problem}`);
    this.name = "ProductMismatch";
    this.path = path;
    this.problem = problem;
  }
}

/** @throws ProductMismatch with the first issue */
export function product<T>(path: string, schema: z.ZodType<T>, value: unknown): T {
  const found = asked(schema, value);
  if (found.success) return found.data;
  const [issue] = found.issues;
  throw new ProductMismatch(path, `${issue.path.join(".")}: ${issue.message}`);
}

/** The schema of a JSON artifact; `{}` in a declared path stands for a number, and alone between slashes for a folder. @throws ProductMismatch where the kind declared none */
export function artifactSchema(kind: Kind, path: string): Kind["artifacts"][string] {
  const declared =
    own(kind.artifacts, path) ??
    own(kind.artifacts, path.replace(/\d+(?=\.json$)/, "{}")) ??
    own(kind.artifacts, path.replace(/[^/]+(?=\/[^/]+$)/, "{}"));
  if (declared === undefined) throw new ProductMismatch(path, `the kind ${kind.kind} declares no such artifact`);
  return declared;
}
