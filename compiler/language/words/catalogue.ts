/** The catalogue of fixed words: every sentence, title and head that a report says of its own accord, in each language. */
import type { Entry } from "../pattern.ts";
import { dataWords } from "./data.ts";
import { drawnWords } from "./drawn.ts";
import { exploredWords } from "./explored.ts";
import { methodsWords } from "./methods.ts";
import { modelWords } from "./model.ts";
import { pageWords } from "./page.ts";
import { rarerWords } from "./rarer.ts";
import { recordWords } from "./record.ts";
import { scriptWords } from "./script.ts";
import { trustWords } from "./trust.ts";
import { viewWords } from "./views.ts";

export const catalogue: readonly Entry[] = [
  ...pageWords,
  ...recordWords,
  ...dataWords,
  ...modelWords,
  ...viewWords,
  ...drawnWords,
  ...trustWords,
  ...exploredWords,
  ...rarerWords,
  ...methodsWords,
  ...scriptWords,
];
