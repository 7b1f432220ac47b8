/** Tagged choice: a bare name, or an object with exactly one known key. Says which branch was meant, so that findings can. */
import { z } from "zod";
import { isRecord } from "./is-record.ts";

/** What a tagged schema remembers of its branches, for did-you-mean, positions and reference pages. */
export interface Branches {
  readonly [name: string]: z.ZodType;
}

/** `params` of the issues a tagged schema makes itself; all others are those of a branch, below its name. */
export type TaggedParams =
  /** One name stands there, and it is none of the branches. */
  | { readonly tagged: "unknown"; readonly name: string; readonly allowed: readonly string[] }
  /** It is neither a name nor a mapping with one key. */
  | { readonly tagged: "shape"; readonly allowed: readonly string[] }
  /** A name without options, where the branch cannot be without. */
  | { readonly tagged: "bare"; readonly name: string };

// By the inner transform, which survives `.describe()`, `.refine()` and their like; the schema itself is cloned by them.
const branchesOf = new WeakMap<z.core.$ZodType, Branches>();

/** Branches of a schema made by `tagged`, else null. */
export function taggedBranches(schema: z.core.$ZodType): Branches | null {
  const def = (schema as z.core.$ZodTypes)._zod.def;
  return def.type === "pipe" ? (branchesOf.get(def.out) ?? null) : null;
}

/**
 * `tagged({savgol, snv})` accepts `snv`, `{snv: {}}`, `{snv: null}` (YAML's `snv:`), `{savgol: {window: 11}}`; a bare name
 * is its branch on `{}`. Its output is always `{name, options}`, so that what follows meets one form.
 */
export function tagged<B extends Branches>(branches: B): z.ZodType<{ name: string; options: z.output<B[string]> }> {
  const schema = z.unknown().transform((value, context) => {
    const allowed = Object.keys(branches);
    const fail = (params: TaggedParams) => {
      context.issues.push({ code: "custom", input: value, message: `tagged: ${params.tagged}`, params: { ...params } });
      return z.NEVER;
    };
    const entries = typeof value === "string" ? [[value, {}] as const] : isRecord(value) ? Object.entries(value) : [];
    if (entries.length !== 1) return fail({ tagged: "shape", allowed });
    const [name, options] = entries[0];
    if (!Object.hasOwn(branches, name)) return fail({ tagged: "unknown", name, allowed });
    const isBare = typeof value === "string" || options === null;
    const parsed = branches[name].safeParse(isBare ? {} : options);
    if (parsed.success) return { name, options: parsed.data as z.output<B[string]> };
    if (isBare && parsed.error.issues.some((issue) => issue.path.length === 0)) return fail({ tagged: "bare", name });
    const below = typeof value === "string" ? [] : [name];
    for (const issue of parsed.error.issues) {
      context.issues.push({ ...issue, input: issue.input, path: [...below, ...issue.path] } as z.core.$ZodRawIssue);
    }
    return z.NEVER;
  });
  branchesOf.set((schema as z.ZodPipe)._zod.def.out, branches);
  return schema as z.ZodType<{ name: string; options: z.output<B[string]> }>;
}
