/** Dictionaries keyed by what an author or a file calls things: whatever the name, nothing is inherited and nothing lost. */

/** An empty dictionary without the names that every object inherits. */
export const dictionary = <T>(): { [name: string]: T } => Object.create(null) as { [name: string]: T };

/** What stands under a name of its own, or undefined: `constructor` and its like are names as others. */
export const own = <T>(from: { readonly [name: string]: T }, name: string): T | undefined =>
  Object.hasOwn(from, name) ? from[name] : undefined;
