/** Freeze: the criteria of a document are entered in its register, before anybody has seen a result. */
import { asError, type Finding, isError } from "../diagnostics/finding.ts";
import type { Protocol } from "../document/protocol.ts";
import { askedOf } from "./asked-of.ts";
import { criteriaOf } from "./criteria.ts";
import type { CompileOptions } from "./options.ts";
import type { Prepared } from "./prepare.ts";
import { gapFindings } from "./register-findings.ts";
import { appendBoth, askedOnce, lineWriter, NoState, shortly, troubleOf } from "./register-writing.ts";
import type { World } from "./world.ts";

/** The digest of the criteria, or why they were not frozen. Inputs that are absent are asked without. */
export async function freeze(
  prepared: Prepared & { readonly protocol: Protocol },
  options: CompileOptions,
  world: World,
): Promise<{ readonly criteria: string } | { readonly findings: readonly Finding[] }> {
  const { register: files, protocol, file } = prepared;
  try {
    return await files.alone(shortly(world), () => {
      const both = files.read();
      if (!files.hasCopy) throw new NoState();
      const gaps = gapFindings(both, prepared);
      if (gaps.length > 0) return { findings: gaps.map(asError) };
      const older = both.beside ?? both.copy;
      const writer = lineWriter(older, prepared, world);
      const criteria = criteriaOf(protocol);
      writer.add({ event: "frozen", asked: askedOnce(askedOf(prepared, options), older), criteria, token: null });
      appendBoth(files, both, writer.texts(), { isMade: both.beside === null, isStrict: true, file });
      return { criteria };
    });
  } catch (error) {
    const found = troubleOf(error, file, true);
    if (found === null) throw error;
    return { findings: [asError(found)] };
  }
}

/** What is wrong with the document alone: data need not be there yet. */
export const withoutData = (findings: readonly Finding[]): readonly Finding[] =>
  findings.filter((one) => !(isError(one) && one.exit === 3));
