/** Entry: what every entry of a list of expectations has in common. */

/** An entry as its file says it. */
export type Told = Readonly<Record<string, unknown>>;

/** No good data have a chance below this, but one set in two hundred. */
export const mostChance = 0.005;
const mostNamed = 8;

export interface Placed {
  readonly sample: string;
  readonly value: number;
}

/** At most eight, the farthest first, equals by name. */
export const farthest = (far: readonly Placed[]): readonly Placed[] =>
  [...far].sort((a, b) => Math.abs(b.value) - Math.abs(a.value) || (a.sample < b.sample ? -1 : 1)).slice(0, mostNamed);
