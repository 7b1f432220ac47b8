/** Point in time: of the rows of a feature view the one that holds for a spectrum, told apart by when it was true and when it was known. */

/** Why a spectrum has no row. */
export const absences = ["none", "not_yet_known", "expired", "after"] as const;
export type Absence = (typeof absences)[number];

/** When a row of a feature view was true, and when it was entered; milliseconds of UTC. */
export interface Event {
  readonly row: number;
  readonly time: number;
  /** NaN where the table does not say. */
  readonly recorded: number;
}

/** What an entry says of how its rows are matched. */
export interface MatchRule {
  /** Milliseconds of UTC up to which rows are known; `Infinity` where all are. */
  readonly asOf: number;
  /** Milliseconds; `Infinity` where no row grows too old. */
  readonly ttl: number;
  readonly role: "metadata" | "outcome";
}

/** A row that holds, with those that have the same time and were entered at the same time. */
export interface Match {
  readonly row: number;
  readonly alike: readonly number[];
}

/** Rows of one entity in the order in which they are looked through: by their time, then by when they were entered, then as in the file. */
export const inTime = (events: readonly Event[]): readonly Event[] =>
  [...events].sort((a, b) => a.time - b.time || known(a) - known(b) || a.row - b.row);

/** A table that does not say when a row was entered says it by when it was true. */
export const known = ({ time, recorded }: Event): number => (Number.isNaN(recorded) ? time : recorded);

/**
 * The row of an entity that holds for a spectrum: of those that are known and in time the one with the greatest time, of these the one
 * entered last. Metadata are what was known when the spectrum was measured; an outcome is the reference value as known at `asOf`, whenever
 * it was determined. The rule of a point-in-time join as feature stores have it (Feast 0.67, "Point-in-time joins"), with the time of
 * entry beside the time of validity (Snodgrass 1999, "Developing Time-Oriented Database Applications in SQL", ch. 10: bitemporal tables).
 *
 * @param events of one entity, as `inTime` gives them
 * @param at when the spectrum was measured, milliseconds of UTC
 */
export function matchAt(events: readonly Event[], at: number, rule: MatchRule): Match | Absence {
  const isKnown = knownTo(at, rule);
  // Rows past this one are too late: of them none is looked at.
  let last = firstAfter(events, latest(at, rule)) - 1;
  const earliest = at - rule.ttl;
  while (last >= 0 && events[last].time >= earliest && !isKnown(events[last])) last--;
  const found = last >= 0 && events[last].time >= earliest ? events[last] : null;
  if (found === null) return absence(events, at, rule);
  const alike: number[] = [];
  for (let k = last; k >= 0 && events[k].time === found.time && known(events[k]) === known(found); k--)
    alike.unshift(events[k].row);
  return { row: alike[0], alike };
}

/** The latest time of a row that holds for a spectrum measured then. */
const latest = (at: number, { asOf, ttl, role }: MatchRule): number =>
  role === "metadata" ? at : Math.min(asOf, at + ttl);

function knownTo(at: number, { asOf, role }: MatchRule): (event: Event) => boolean {
  return (event) => known(event) <= asOf && (role === "outcome" || known(event) <= at);
}

/** The first that holds: a row would match if it were known; one is too old, or too young for an outcome; all are later. */
function absence(events: readonly Event[], at: number, { ttl, role }: MatchRule): Absence {
  if (events.length === 0) return "none";
  const isNear = ({ time }: Event): boolean =>
    role === "metadata" ? time <= at && time >= at - ttl : time <= at + ttl && time >= at - ttl;
  if (events.some(isNear)) return "not_yet_known";
  return events.some(({ time }) => role === "outcome" || time <= at) ? "expired" : "after";
}

/** Place of the first event later than a time. */
function firstAfter(events: readonly Event[], time: number): number {
  let [low, high] = [0, events.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (events[middle].time <= time) low = middle + 1;
    else high = middle;
  }
  return low;
}
