/** Tools: what reading some texts takes and most do not, loaded where a text asks for it. */
import type { ReadBibtex } from "./citations/bibtex.ts";
import type { SetFormula } from "./formulas/set-formulas.ts";

export interface Tools {
  readonly formulas?: SetFormula;
  readonly bibtex?: ReadBibtex;
}
export type Want = keyof Tools;

export async function loadTools(wants: readonly Want[]): Promise<Tools> {
  return {
    ...(wants.includes("bibtex") ? { bibtex: (await import("./citations/bibtex.ts")).readBibtex } : {}),
    ...(wants.includes("formulas") ? { formulas: (await import("./formulas/tex.ts")).setTex } : {}),
  };
}
