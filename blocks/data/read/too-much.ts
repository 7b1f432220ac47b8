/** Too much: more of something than is read. */
import { type DataPlace, Refusal } from "../../contract/refusal.ts";

/** FS3140 where reading stopped: of more than so many things no more was looked at. */
export function tooMuch(
  path: string,
  things: string,
  limit: number,
  place: Pick<DataPlace, "line" | "field"> = {},
): Refusal {
  return new Refusal(
    "FS3140",
    { path, found: `more than ${limit}`, things, limit },
    { data: { input: path, ...place } },
  );
}
