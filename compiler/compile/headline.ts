/** Headline: what the primary models of a run came to, as the head of its report says it, on one line a model. */
import type { Headline, Quantity } from "../../blocks/contract/brief.ts";
import { interval95 } from "../../blocks/contract/number-text.ts";
import { noBreak } from "../../blocks/contract/quantity.ts";
import { primariesOf } from "../document/primary.ts";
import type { Protocol } from "../document/protocol.ts";
import { quantityText } from "../render/summary.ts";
import type { RunBlock } from "../run/types.ts";

/**
 * `plsda: accuracy 97.8 % (95 % interval 94.3 % to 99.4 %), n = 178`; the figure of an external test set stands first and the validated
 * one behind it, as in the report. Where several models could be meant, the first; none where the run has no model, or it was not validated.
 */
export function headlineLines(
  blocks: readonly Pick<RunBlock, "block" | "results">[],
  protocol: Pick<Protocol, "frontMatter" | "blocks">,
): readonly string[] {
  const models = blocks.filter(({ block }) => block.kind.gives === "model");
  const primaries = primariesOf(protocol);
  const meant =
    primaries.length === 0 ? models.slice(0, 1) : models.filter(({ block }) => primaries.includes(block.id));
  return meant.flatMap(({ block, results }) => {
    const headline = results === null ? null : (block.kind.brief?.(results)?.headline ?? null);
    return headline === null ? [] : [plain(`${block.id}: ${headlineText(headline)}`)];
  });
}

function headlineText({ name, value, interval, n, beside }: Headline): string {
  const of = n === undefined ? "" : `, n = ${quantityText({ ...n, unit: null })}`;
  const validated = beside === undefined ? "" : `; ${beside.name} ${within(beside.value, beside.interval)}`;
  return `${name} ${within(value, interval)}${of}${validated}`;
}

const within = (value: Quantity, interval: Quantity | null): string =>
  `${quantityText(value)}${interval === null ? "" : ` (${interval95} ${quantityText(interval)})`}`;

/** A terminal is searched for words with plain blanks between them. */
const plain = (text: string): string => text.replaceAll(noBreak, " ");
