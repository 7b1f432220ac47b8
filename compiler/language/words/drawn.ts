/** Words of what is drawn: legends, and what stands inside a plot. */
import type { Entry } from "../pattern.ts";

export const drawnWords: readonly Entry[] = [
  // Legends of spectra.
  ["mean and 10–90 % of {n}", "Mittel und 10–90 % von {n}", "moyenne et 10–90 % de {n}"],
  ["mean, 10–90 %, {n}", "Mittel, 10–90 %, {n}", "moyenne, 10–90 %, {n}"],
  ["mean of {n}", "Mittel von {n}", "moyenne de {n}"],
  ["1 spectrum", "1 Spektrum", "1 spectre"],
  ["named in the margin", "am Rand benannt", "nommé dans la marge"],
  ["named in the margin ({n})", "am Rand benannt ({n})", "nommés dans la marge ({n})"],
  ["external", "extern", "externe"],
  ["external ({n})", "extern ({n})", "externes ({n})"],
  // Curves over latent variables, and the value that tuning took.
  ["fitted", "angepasst", "ajusté"],
  ["validated", "validiert", "validé"],
  ["chosen: {n}", "gewählt: {n}", "retenu : {n}"],
  [
    "{n}: simplest within one standard error of the best",
    "{n}: einfachstes innerhalb eines Standardfehlers vom besten",
    "{n} : le plus simple à moins d’une erreur type du meilleur",
  ],
  ["{n}: best", "{n}: bestes", "{n} : le meilleur"],
  ["before calibration", "vor der Kalibrierung", "avant étalonnage"],
  ["after calibration", "nach der Kalibrierung", "après étalonnage"],
  ["{x}: AUC {n}", "{x}: AUC {n}", "{x} : AUC {n}"],
  [
    "{x}: AUC {n} ({n2} interval {n3} to {n4})",
    "{x}: AUC {n} ({n2}-Vertrauensbereich {n3} bis {n4})",
    "{x} : AUC {n} (intervalle de confiance à {n2} : {n3} à {n4})",
  ],
  // Figures inside predicted against measured.
  ["n = {n}", "n = {n}", "n = {n}"],
  ["1 latent variable", "1 latente Variable", "1 variable latente"],
  ["{n} latent variables", "{n} latente Variablen", "{n} variables latentes"],
  ["RMSECV {q}", "RMSECV {q}", "RMSECV {q}"],
  ["RMSEP {q}", "RMSEP {q}", "RMSEP {q}"],
  ["R² {n}", "R² {n}", "R² {n}"],
  ["Bias {q}", "Bias {q}", "Biais {q}"],
  ["Slope {n}", "Steigung {n}", "Pente {n}"],
  ["RPD {n}", "RPD {n}", "RPD {n}"],
  ["(external, n = {n})", "(extern, n = {n})", "(externe, n = {n})"],
];
