/** Lockbox sentence: how much is sealed and where it lies, whether it was opened, and of a sequel what it said; on the first page. */
import { counted } from "../../blocks/contract/number-text.ts";
import { estimateForm, type Form } from "../../blocks/contract/quantity.ts";
import { isRecord } from "../../schemas/is-record.ts";
import { type Opening, openingPath } from "../../schemas/lockbox.ts";
import type { Json } from "../../schemas/plain-json.ts";
import type { Child } from "./hast.ts";
import { proseValue } from "./numbers.ts";
import type { Report } from "./report.ts";
import { type Parts, partsElement, partsText, type Said, said } from "./said.ts";

/** One lockbox in words. */
interface Told {
  readonly parts: Parts;
  /** Its rows were opened before: a reader may not take them for an independent test. */
  readonly isSeen: boolean;
}

type Of = Pick<Report, "blocks" | "circumstances" | "opening">;

/** Each lockbox of a run once; those of several targets are one. */
function told({ blocks, circumstances, opening }: Of): readonly Told[] {
  const seen = new Set<unknown>();
  return blocks.flatMap((block): Told[] => {
    const lockbox = isRecord(block.results) ? block.results.lockbox : undefined;
    if (!isRecord(lockbox) || seen.has(lockbox.sealed)) return [];
    seen.add(lockbox.sealed);
    if (opening !== null && opening.sealed === lockbox.sealed) return [openedTold(opening)];
    const at = circumstances?.lockboxes.findIndex(({ sealed }) => sealed === lockbox.sealed) ?? -1;
    const opened = circumstances?.lockboxes[at]?.opened ?? null;
    const ended =
      circumstances === null
        ? [". Reproducible print: whether it was opened is left out."]
        : opened === null
          ? [". Whether it was opened is not known: its ledger cannot be read."]
          : opened === 0
            ? [" and not opened, as far as the ledger tells."]
            : [
                "; the ledger tells of ",
                said(opened, counted(opened, "opening"), "manifest.json", `/lockbox/${at}/opened`),
                " of these rows: no longer an independent test.",
              ];
    const parts = [
      ...sealedParts(lockbox, block.locate("data/data_summary.json")),
      ...ended,
      ` ${places[String(lockbox.where)] ?? ""}`,
    ];
    return [{ parts, isSeen: opened !== null && opened > 0 }];
  });
}

function sealedParts({ n_samples: n }: { readonly [field: string]: unknown }, artifact: string): Parts {
  if (typeof n !== "number") return ["Lockbox: a file is sealed"];
  return [
    "Lockbox: ",
    said(n, counted(n, "sample"), artifact, "/lockbox/n_samples"),
    n === 1 ? " is sealed" : " are sealed",
  ];
}

const places: { readonly [where: string]: string } = {
  same_file: "Rows of the same file are hidden from the compiler, not from people.",
  other_file: "The rows lie in a file of their own, which this program has read and people may.",
  not_seen: "This program has not opened the file: whoever keeps it knows whether anybody has.",
};

function openedTold({ metrics, k, level, n_samples: n, coverage, ece }: Opening): Told {
  const isClasses = metrics.task === "classification";
  const [name, key] = isClasses ? ["accuracy", "accuracy"] : ["RMSEP", "rmsep"];
  const [value, ci] = isClasses ? [metrics.accuracy, metrics.accuracy_ci] : [metrics.rmsep, metrics.rmsep_ci];
  const form: Form = isClasses ? "share" : estimateForm(ci);
  const unit = metrics.task === "regression" && metrics.unit !== null ? ` ${metrics.unit}` : "";
  const at = (pointer: string, of: Json, as: Form): Said =>
    said(of, proseValue(of, as) ?? "", openingPath, pointer, as);
  const parts: Parts = [
    `Lockbox opened: ${name} `,
    value === null ? "not defined" : at(`/metrics/${key}`, value, form),
    unit,
    ...(ci === null
      ? [""]
      : [" (", at("/level", level, "share"), " interval ", at(`/metrics/${key}_ci`, ci, form), ")"]),
    " of ",
    said(n, counted(n, "sealed sample"), openingPath, "/n_samples"),
    ", by the predictor of the run as compiled.",
    ...(coverage === null
      ? []
      : [" Sets or intervals hold what was measured in ", at("/coverage/value", coverage.value, "share"), " of them."]),
    ...(ece === null ? [] : [" Expected calibration error (ECE) ", at("/ece", ece, "index"), "."]),
    ...(k === 1
      ? [" It was opened once."]
      : [" It was opened ", said(k, counted(k, "time"), openingPath, "/k"), ": no longer an independent test."]),
  ];
  return { parts: parts.filter((part) => part !== ""), isSeen: k > 1 };
}

/** A sentence or two a lockbox; none where none is declared. */
export const lockboxTexts = (report: Of): readonly string[] => told(report).map(({ parts }) => partsText(parts));

/** The same as elements whose numbers say where they stand. */
export const lockboxElements = (report: Of): readonly Child[] =>
  told(report).map(({ parts, isSeen }) => partsElement(parts, isSeen));
