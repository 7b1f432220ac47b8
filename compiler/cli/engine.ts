/** Engine: when V8 recompiles what a run does often, for a program that lives for seconds. */

/**
 * Settings for the engine of this Node version. V8 11, of Node 20, optimises after a few hundred calls, inlines freely, and spends
 * as much of a short run on compiling as on computing; later engines wait by themselves. No result hangs on either.
 *
 * @param node as in `process.versions.node`
 * @returns flags, none where the engine is not one that was measured
 */
export const engineFlags = (node: string): readonly string[] =>
  node.startsWith("20.") ? ["--interrupt-budget=400000", "--max-inlined-bytecode-size-cumulative=200"] : [];
