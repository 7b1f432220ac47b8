/** At rest: a report is made again until it says all there is to say, a few times at most. */
import { finding } from "../diagnostics/build.ts";
import type { Finding } from "../diagnostics/finding.ts";
import { fresh } from "./compose.ts";

/** What one turn finds, the next has to say: three turns are the most that were seen. */
const mostTurns = 8;

/**
 * Makes something again with what making it found, until nothing new is found. Where that does not end, an error says what came up
 * last, and what is made with that error is taken as it is.
 *
 * @param what as it is named in a sentence
 * @param known findings before the first turn
 * @returns what the last turn made, and the findings it was made with
 */
export async function atRest<T>(
  what: string,
  known: readonly Finding[],
  make: (known: readonly Finding[]) => Promise<{ readonly made: T; readonly found: readonly Finding[] }>,
): Promise<{ readonly made: T; readonly known: readonly Finding[] }> {
  let all = known;
  for (let turn = 1; ; turn++) {
    const { made, found } = await make(all);
    const news = fresh(found, all);
    if (news.length === 0 || turn > mostTurns) return { made, known: all };
    all = turn === mostTurns ? [...all, restless(what, news)] : [...all, ...news];
  }
}

const restless = (what: string, news: readonly Finding[]): Finding =>
  finding("FS8301", null, {
    what,
    times: mostTurns,
    last: news.map(({ code, message }) => `${code}: ${message}`).join("; "),
  });
