/** Corpus: everything hostile, in one list. */
import { hostileData } from "./data-files.ts";
import { hostileTexts } from "./documents.ts";
import type { Member } from "./member.ts";
import { hostilePredictors } from "./predictors.ts";
import { honestRun, hostileRuns } from "./run-folders.ts";
import { hostileStores } from "./stores.ts";

/** @param port where a server of the tests listens, whom nobody may ask */
export const hostileCorpus = async (port: number): Promise<readonly Member[]> => [
  ...hostileTexts(port),
  ...hostileData,
  ...hostileRuns(await honestRun()),
  ...hostileStores,
  ...hostilePredictors,
];
