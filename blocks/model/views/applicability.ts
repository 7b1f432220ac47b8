/** Applicability: limits of T², Q, leverage and distance, of fitted spectra and of new ones, and how many lie beyond. */
import { type Places, tableOf } from "../../charts/table-of.ts";
import { sentences } from "../../charts/words.ts";
import { counted } from "../../contract/number-text.ts";
import type { Origin } from "../../contract/view.ts";
import type { ModelView } from "../model-view.ts";

const why = {
  one_component: "One variable has no distance to others: T² and Q need at least two.",
  too_few_rows: "There are no more training spectra than components and one, so T² has no limit.",
} as const;

const lines = [
  ["t2", "Hotelling's T²"],
  ["q", "Q (squared distance from the model)"],
  ["leverage", "Leverage"],
  ["nearest", "Distance to the nearest training spectrum (Mahalanobis)"],
] as const;

const artifact = "model/applicability.json";

const limitOf =
  (rows: "fitted" | "new") =>
  (line: number): Origin | null => {
    const [what] = lines[line];
    if (what === "t2" || what === "q") return { artifact, pointer: `/limits/${what}_${rows}` };
    return rows === "new" ? { artifact, pointer: `/limits/${what}` } : null;
  };

const beyondLimit = (): Origin => ({ artifact, pointer: "/outside", how: "how many of them name this measure" });
const beyondPlaces: Places = { fitted: beyondLimit, leftOut: beyondLimit, external: beyondLimit };

export const applicability: ModelView = {
  shape: "table",
  title: "applicability",
  byDefault: false,
  exists: () => true,
  async make(source) {
    const { na, limits, components, space, fitted, left_out, external } = source.results.applicability;
    if (na !== null || limits === null) return { na: why[na ?? "too_few_rows"] };
    const rows = lines.map(([what, name]) => {
      const judged = what === "t2" || what === "q";
      return {
        what: name,
        fittedLimit: judged ? limits[`${what}_fitted`] : null,
        newLimit: judged ? limits[`${what}_new`] : limits[what],
        fitted: judged ? (fitted?.[what] ?? null) : null,
        leftOut: left_out?.[what] ?? null,
        external: external?.[what] ?? null,
      };
    });
    return {
      data: {
        ...tableOf(
          {
            what: "Measure",
            fittedLimit: ["Limit, fitted spectra", "number"],
            newLimit: ["Limit, new spectra", "number"],
            fitted: ["Fitted beyond", "count"],
            leftOut: ["Left out beyond", "count"],
            ...(external === null ? {} : { external: ["External beyond", "count"] as const }),
          },
          rows.map(({ external: beyond, ...row }) => (external === null ? row : { ...row, external: beyond })),
          { fittedLimit: limitOf("fitted"), newLimit: limitOf("new"), ...beyondPlaces },
        ),
        from: { artifact, pointer: "/limits" },
      },
      alt: `Limits of T², Q, leverage and distance in ${counted(components ?? 0, "component")}.`,
      caption: sentences(
        `95\u00a0% limits in ${components} ${space}: about one good spectrum in twenty lies beyond each of T² and Q.`,
        "A spectrum the model was fitted on has other limits than one it has not seen; those left out were each judged by the model of their fold.",
      ),
    };
  },
};
