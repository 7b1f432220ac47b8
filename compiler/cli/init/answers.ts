/** Answers: what whoever sits at a terminal says of files, where neither files nor words have said it. Elsewhere nobody is asked. */
import { quantities, techniques } from "../../../blocks/contract/dataset.ts";
import type { Inspected, Written } from "../../../blocks/data/inspect/inspect.ts";
import type { Mode } from "../../../schemas/front-matter.ts";
import type { World } from "../../compile/world.ts";
import { visible } from "../../diagnostics/visible.ts";
import { type Column, counted, openChoices } from "./open-choices.ts";

export interface Answers {
  readonly technique?: string;
  readonly quantity?: string;
  readonly label?: string;
  readonly target?: readonly string[];
  readonly sample?: string;
  readonly replicates?: "none";
}

interface Choice {
  readonly value: string;
  /** Behind the value, where it is not plain. */
  readonly about?: string;
}

type Terminal = Pick<World, "ask" | "err" | "isTerminal">;

/** One sentence of what each question is for, since whoever is asked may not know the word. */
const questions = {
  technique: "How were the spectra measured?",
  quantity: "What are the values? Steps and figures go by it.",
  outcome: "Which column is to be predicted? Several columns of numbers may be named, joined by commas.",
  sample:
    "Which column names the physical sample? Spectra of one sample are never separated, and count once. A choice here changes every figure of the report.",
} as const;

const ownSample: Choice = { value: "none", about: "each spectrum is of a sample of its own, measured once" };

/**
 * Technique, quantity, outcome and sample, those that are open; an empty answer leaves one open.
 *
 * @param told options as typed
 * @returns null where nobody sits at a terminal, or nothing of it was open or answered
 */
export async function answersTo(
  found: Inspected,
  told: Written,
  mode: Mode,
  terminal: Terminal,
): Promise<Answers | null> {
  if (!terminal.isTerminal) return null;
  let given: Answers = {};
  for (const { what, columns } of openChoices(found, told, mode)) {
    if (!(what in questions)) continue;
    const outcome = [given.label, ...(given.target ?? [])];
    const left = columns.filter(({ name }) => !outcome.includes(name));
    const answer = await answerTo(what as keyof typeof questions, left, terminal);
    // Nobody is there any more.
    if (answer === null) break;
    given = { ...given, ...answer };
  }
  return Object.keys(given).length === 0 ? null : given;
}

async function answerTo(
  what: keyof typeof questions,
  columns: readonly Column[],
  terminal: Terminal,
): Promise<Answers | null> {
  const named = columns.map((column) => ({ value: column.name, about: counted(column) }));
  if (what === "technique" || what === "quantity") {
    const chosen = await chosenOf(
      questions[what],
      (what === "technique" ? techniques : quantities).map(plain),
      terminal,
    );
    return chosen === null ? null : chosen.length === 0 ? {} : { [what]: chosen[0].value };
  }
  if (what === "sample") {
    const chosen = await chosenOf(questions.sample, [...named, ownSample], terminal);
    if (chosen === null || chosen.length === 0) return chosen === null ? null : {};
    return chosen[0] === ownSample ? { replicates: "none" } : { sample: chosen[0].value };
  }
  if (columns.length === 0) return {};
  const chosen = await chosenOf(questions.outcome, named, terminal, true);
  if (chosen === null) return null;
  return outcomeOf(chosen, columns, terminal);
}

/** Several are numbers; of one column of numbers only a person knows whether they stand for classes. */
async function outcomeOf(
  chosen: readonly Choice[],
  columns: readonly Column[],
  terminal: Terminal,
): Promise<Answers | null> {
  if (chosen.length === 0) return {};
  const names = chosen.map(({ value }) => value);
  if (names.length > 1) return { target: names };
  const column = columns.find(({ name }) => name === names[0]);
  if (column?.type !== "number") return { label: names[0] };
  const kinds: readonly Choice[] = [
    { value: "numbers", about: "a content, an index: a value between two of them means something" },
    { value: "classes", about: "they stand for kinds" },
  ];
  const kind = await chosenOf(`What are the values of ${visible(names[0])}?`, kinds, terminal);
  if (kind === null) return null;
  return kind[0]?.value === "classes" ? { label: names[0] } : { target: names };
}

const plain = (value: string): Choice => ({ value });

/** So often a question is put again before it is left open. */
const tries = 5;

/** Those chosen by number or by name; none where the answer is empty; null where nobody is there. */
async function chosenOf(
  question: string,
  choices: readonly Choice[],
  { ask, err }: Terminal,
  mayBeSeveral = false,
): Promise<readonly Choice[] | null> {
  const lines = choices.map(
    ({ value, about }, i) => `  ${i + 1}  ${visible(value)}${about === undefined ? "" : `  (${about})`}\n`,
  );
  err(`\n${question}\n${lines.join("")}`);
  for (let k = 0; k < tries; k++) {
    const answer = await ask(`number or name${mayBeSeveral ? "s" : ""}, empty to leave it open: `, false);
    if (answer === null) return null;
    if (answer.trim() === "") return [];
    const chosen = picked(answer, choices, mayBeSeveral);
    if (!chosen.includes(undefined)) return chosen as readonly Choice[];
    err(`there is no such choice: write a number from 1 to ${choices.length}, or a name as it stands there\n`);
  }
  return [];
}

/** A whole answer may be a name with a comma in it. Where names are numbers themselves, the number before the line holds. */
function picked(answer: string, choices: readonly Choice[], mayBeSeveral: boolean): readonly (Choice | undefined)[] {
  const one = (typed: string): Choice | undefined =>
    /^\d{1,4}$/.test(typed) ? choices[Number(typed) - 1] : choices.find(({ value }) => value === typed);
  const whole = one(answer.trim());
  if (whole !== undefined || !mayBeSeveral) return [whole];
  return [...new Set(answer.split(",").map((typed) => one(typed.trim())))];
}
