/** Option words: what the field calls what a model was tuned over. */

/** Latent variables where the estimator has them, by its name. */
const latent: ReadonlySet<string> = new Set(["pls-regression", "pls-da"]);

/** `latent variables`, else the option without its underlines. */
export const optionWords = (option: string, estimator: string): string =>
  option === "components" && latent.has(estimator) ? "latent variables" : option.replaceAll("_", " ");
