/** Signs: a latent variable is turned so that its largest loading, by size, is positive, as in `pca`; what it predicts stays. */
import { type Matrix, matrix } from "../contract/matrix.ts";

/** The loadings of a state that has latent variables: a lists of length p, each turned. */
export const signedLoadings = (state: unknown): readonly Float64Array[] =>
  loadingsIn(state).map((loading) => {
    const sign = signOf(loading);
    return Float64Array.from(loading, (value) => sign * value);
  });

/** Scores (n × a) on latent variables that are turned likewise. */
export function signedScores({ rows, cols, data }: Matrix, state: unknown): Matrix {
  const signs = loadingsIn(state).map(signOf);
  return matrix(
    rows,
    cols,
    data.map((value, at) => signs[at % cols] * value),
  );
}

const loadingsIn = (state: unknown): readonly (readonly number[])[] =>
  (state as { readonly loadings: readonly (readonly number[])[] }).loadings;

/** Of equals in size the first counts. */
function signOf(loading: readonly number[]): 1 | -1 {
  let most = 0;
  for (let j = 1; j < loading.length; j++) if (Math.abs(loading[j]) > Math.abs(loading[most])) most = j;
  return loading[most] < 0 ? -1 : 1;
}
