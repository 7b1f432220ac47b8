/** Words of "Materials and methods": its sentences, the names of methods in them, and how their options are told. */
import type { Entry } from "../pattern.ts";

/** Names stand alone behind a colon in German and French: none has to be declined. */
const sentences: readonly Entry[] = [
  [
    "All computations were done with FoodSpec {x}, seed {x2}",
    "Alle Berechnungen mit FoodSpec {x}, Startwert des Zufalls {x2}",
    "Tous les calculs ont été faits avec FoodSpec {x}, graine aléatoire {x2}",
  ],
  [
    "The data are {n} of {n2}, {n3} each",
    "Datenumfang: {n}, {n2}; je Spektrum {n3}",
    "Étendue des données : {n}, {n2} ; par spectre {n3}",
  ],
  [
    "The data are {n} of {n2}, {n3} each from {n4} to {n5}",
    "Datenumfang: {n}, {n2}; je Spektrum {n3}, von {n4} bis {n5}",
    "Étendue des données : {n}, {n2} ; par spectre {n3}, de {n4} à {n5}",
  ],
  [
    "The data are {n} of {n2}, measured by {x} spectroscopy, {n3} each from {n4} to {n5}",
    "Datenumfang: {n}, {n2}; Spektroskopie: {x}; je Spektrum {n3}, von {n4} bis {n5}",
    "Étendue des données : {n}, {n2} ; spectroscopie : {x} ; par spectre {n3}, de {n4} à {n5}",
  ],
  ["Of these, {n} form the external test set", "Davon externer Testsatz: {n}", "Dont jeu de test externe : {n}"],
  ["The samples fall into {n}", "Einteilung der Proben: {n}", "Répartition des échantillons : {n}"],
  [
    "Reference values of {x} run from {n} to {n2}",
    "Referenzwerte von {x}: {n} bis {n2}",
    "Valeurs de référence de {x} : de {n} à {n2}",
  ],
  [
    "Left out before, as copies of others: {n}",
    "Zuvor als Kopien anderer weggelassen: {n}",
    "Écartés auparavant, comme copies d’autres : {n}",
  ],
  [
    "Samples excluded by name are listed with their reasons in the report",
    "Namentlich ausgeschlossene Proben stehen mit ihren Gründen im Bericht",
    "Les échantillons exclus nommément figurent avec leurs raisons dans le rapport",
  ],
  [
    "Spectra were preprocessed, in this order, by {t}",
    "Vorbehandlung der Spektren, in dieser Reihenfolge: {t}",
    "Prétraitement des spectres, dans cet ordre : {t}",
  ],
  ["Spectra were preprocessed by {t}", "Vorbehandlung der Spektren: {t}", "Prétraitement des spectres : {t}"],
  [
    "This step was fitted anew within each fold, on its training spectra alone",
    "Dieser Schritt wurde in jeder Teilmenge neu angepasst, nur an deren Trainingsspektren",
    "Cette étape a été ajustée à nouveau dans chaque bloc, sur ses seuls spectres d’apprentissage",
  ],
  [
    "All steps were fitted anew within each fold, on its training spectra alone",
    "Alle Schritte wurden in jeder Teilmenge neu angepasst, nur an deren Trainingsspektren",
    "Toutes les étapes ont été ajustées à nouveau dans chaque bloc, sur ses seuls spectres d’apprentissage",
  ],
  [
    "The last step was fitted anew within each fold, on its training spectra alone",
    "Der letzte Schritt wurde in jeder Teilmenge neu angepasst, nur an deren Trainingsspektren",
    "La dernière étape a été ajustée à nouveau dans chaque bloc, sur ses seuls spectres d’apprentissage",
  ],
  [
    "The steps from the first that learns on were fitted anew within each fold, on its training spectra alone",
    "Die Schritte vom ersten lernenden an wurden in jeder Teilmenge neu angepasst, nur an deren Trainingsspektren",
    "Les étapes à partir de la première qui apprend ont été ajustées à nouveau dans chaque bloc, sur ses seuls spectres d’apprentissage",
  ],
  ["Variables were selected by {t}", "Auswahl der Variablen: {t}", "Sélection des variables : {t}"],
  ["Variables were {t}", "Variablen: {t}", "Variables : {t}"],
  [
    "They were made anew within each fold, from its training spectra alone",
    "Sie wurden in jeder Teilmenge neu gebildet, nur aus deren Trainingsspektren",
    "Elles ont été formées à nouveau dans chaque bloc, à partir de ses seuls spectres d’apprentissage",
  ],
  [
    "The target was predicted by {t} from {n}",
    "Vorhersage der Zielgröße aus {n}: {t}",
    "Prédiction de la cible à partir de {n} : {t}",
  ],
  [
    "Values of {x} were predicted by {t} from {n}",
    "Vorhersage von {x} aus {n}: {t}",
    "Prédiction de {x} à partir de {n} : {t}",
  ],
  [
    "Samples were assigned to {n} by {t} from {n2}",
    "Zuordnung der Proben zu {n} aus {n2}: {t}",
    "Affectation des échantillons à {n} à partir de {n2} : {t}",
  ],
  [
    "Tuning {x} compared {n} by {t} in inner {t2} of the training samples, anew within each fold; {t3} was taken",
    "Abstimmung {x}: Vergleich von {n}, Kennzahl {t}; innen, je Teilmenge neu und nur an Trainingsproben: {t2}; gewählt wurde {t3}",
    "Réglage {x} : comparaison de {n}, critère {t} ; à l’intérieur, à nouveau dans chaque bloc et sur les seuls échantillons d’apprentissage : {t2} ; choix : {t3}",
  ],
  [
    "Tuning {x} compared {n}, drawn by lot, by {t} in inner {t2} of the training samples, anew within each fold; {t3} was taken",
    "Abstimmung {x}: Vergleich von {n}, ausgelost, Kennzahl {t}; innen, je Teilmenge neu und nur an Trainingsproben: {t2}; gewählt wurde {t3}",
    "Réglage {x} : comparaison de {n}, tirés au sort, critère {t} ; à l’intérieur, à nouveau dans chaque bloc et sur les seuls échantillons d’apprentissage : {t2} ; choix : {t3}",
  ],
  ["the best candidate", "der beste Kandidat", "le meilleur candidat"],
  [
    "the simplest candidate within one standard error of the best",
    "der einfachste Kandidat innerhalb eines Standardfehlers vom besten",
    "le candidat le plus simple à moins d’une erreur type du meilleur",
  ],
  ["The model was not validated", "Das Modell wurde nicht validiert", "Le modèle n’a pas été validé"],
  [
    "The model was validated by {t}; the final model was fitted on all spectra",
    "Validierung des Modells: {t}; das endgültige Modell wurde an allen Spektren angepasst",
    "Validation du modèle : {t} ; le modèle final a été ajusté sur tous les spectres",
  ],
  [
    "The model was validated by {t}; the final model was fitted on all spectra outside the external test set",
    "Validierung des Modells: {t}; das endgültige Modell wurde an allen Spektren außerhalb des externen Testsatzes angepasst",
    "Validation du modèle : {t} ; le modèle final a été ajusté sur tous les spectres hors du jeu de test externe",
  ],
  [
    "The external test set of {n} took no part in fitting, tuning or validation",
    "Der externe Testsatz ({n}) hatte an Anpassung, Abstimmung und Validierung keinen Anteil",
    "Le jeu de test externe ({n}) n’a pris aucune part à l’ajustement, au réglage ni à la validation",
  ],
  [
    "A permutation test repeated the whole procedure with labels or reference values exchanged between {t}, {n}",
    "Ein Permutationstest wiederholte das ganze Verfahren {n} mit Klassen oder Referenzwerten, die vertauscht waren; vertauscht: {t}",
    "Un test de permutation a répété toute la procédure {n} avec des classes ou des valeurs de référence échangées ; échange : {t}",
  ],
];

const uncertainty: readonly Entry[] = [
  [
    "Prediction uncertainty was judged on samples left out; {t} served calibration, whole batches at a time",
    "Die Unsicherheit der Vorhersagen wurde an ausgelassenen Proben beurteilt, je ganze Chargen; zur Kalibrierung dienten {t}",
    "L’incertitude des prédictions a été jugée sur des échantillons exclus, par lots entiers ; à l’étalonnage ont servi {t}",
  ],
  [
    "Prediction uncertainty was judged on samples left out; {t} served calibration, whole samples at a time",
    "Die Unsicherheit der Vorhersagen wurde an ausgelassenen Proben beurteilt, je ganze Proben; zur Kalibrierung dienten {t}",
    "L’incertitude des prédictions a été jugée sur des échantillons exclus, par échantillons entiers ; à l’étalonnage ont servi {t}",
  ],
  [
    "samples kept apart from those that train",
    "Proben, die von denen des Trainings getrennt gehalten wurden",
    "des échantillons tenus à l’écart de ceux de l’apprentissage",
  ],
  [
    "cross-validation of the training samples",
    "Vorhersagen aus der Kreuzvalidierung der Trainingsproben",
    "des prédictions de la validation croisée des échantillons d’apprentissage",
  ],
  [
    "Probabilities were calibrated by {t}",
    "Kalibrierung der Wahrscheinlichkeiten: {t}",
    "Étalonnage des probabilités : {t}",
  ],
  ["temperature scaling", "Temperaturskalierung", "mise à l’échelle par température"],
  [
    "log-normal prior of the temperature",
    "logarithmisch-normale A-priori-Verteilung der Temperatur",
    "loi a priori log-normale de la température",
  ],
  ["Platt scaling", "Platt-Skalierung", "méthode de Platt"],
  ["isotonic regression", "isotone Regression", "régression isotonique"],
  ...(
    [
      ["for every class {x}", "für jede Klasse {x}", "pour chaque classe {x}"],
      ["for all samples together {x}", "für alle Proben zusammen {x}", "pour tous les échantillons ensemble {x}"],
      ["for the worst batch {x}", "für die ungünstigste Charge {x}", "pour le lot le plus défavorable {x}"],
    ] as const
  ).flatMap(([en, german, french]): readonly Entry[] => [
    [
      `Predictions carry {t} with a nominal coverage of {n} ${en} of new samples`,
      `Angegeben zu den Vorhersagen: {t}; nominale Überdeckung {n} ${german}, bei neuen Proben`,
      `Indiqués avec les prédictions : {t} ; couverture nominale {n} ${french}, pour de nouveaux échantillons`,
    ],
    [
      `Predictions carry {t} with a nominal coverage of {n} ${en} of new batches {x2}`,
      `Angegeben zu den Vorhersagen: {t}; nominale Überdeckung {n} ${german}, bei neuen Chargen {x2}`,
      `Indiqués avec les prédictions : {t} ; couverture nominale {n} ${french}, pour de nouveaux lots {x2}`,
    ],
  ]),
  [
    "least ambiguous conformal sets",
    "am wenigsten mehrdeutige konforme Mengen",
    "ensembles conformes les moins ambigus",
  ],
  ["adaptive conformal sets", "adaptive konforme Mengen", "ensembles conformes adaptatifs"],
  [
    "conformal intervals of the absolute residuals",
    "konforme Intervalle der absoluten Residuen",
    "intervalles conformes des résidus absolus",
  ],
  ["No answer is given where {t}", "Keine Antwort, wo {t}", "Pas de réponse là où {t}"],
  ["the confidence lies below {n}", "die Konfidenz unter {n} liegt", "la confiance est inférieure à {n}"],
  [
    "the confidence lies below the threshold for a share of wrong answers of {n}",
    "die Konfidenz unter der Schwelle für einen Anteil falscher Antworten von {n} liegt",
    "la confiance est inférieure au seuil pour une part de réponses fausses de {n}",
  ],
  [
    "the sample lies beyond the T² or Q limit",
    "die Probe jenseits der Grenze von T² oder Q liegt",
    "l’échantillon se trouve au-delà de la limite de T² ou de Q",
  ],
  [
    "the confidence lies below {n} {x} or {t}",
    "die Konfidenz unter {n} {x} liegt oder {t}",
    "la confiance est inférieure à {n} {x} ou {t}",
  ],
  [
    "the confidence lies below the threshold for a share of wrong answers of {n} {x} or {t}",
    "die Konfidenz unter der Schwelle für einen Anteil falscher Antworten von {n} {x} liegt oder {t}",
    "la confiance est inférieure au seuil pour une part de réponses fausses de {n} {x} ou {t}",
  ],
  [
    "At no confidence was a share of wrong answers of {n} kept {x}, so no answer is given",
    "Bei keiner Konfidenz wurde ein Anteil falscher Antworten von {n} eingehalten {x}, daher keine Antwort",
    "À aucune confiance une part de réponses fausses de {n} n’a été respectée {x}, donc pas de réponse",
  ],
];

const schemes: readonly Entry[] = [
  ["cross-validation by groups", "Kreuzvalidierung nach Gruppen", "validation croisée par groupes"],
  [
    "stratified cross-validation by groups",
    "stratifizierte Kreuzvalidierung nach Gruppen",
    "validation croisée stratifiée par groupes",
  ],
  ["cross-validation by spectra", "Kreuzvalidierung nach Spektren", "validation croisée par spectres"],
  ["validation by a holdout", "Validierung an einem Teil der Proben", "validation sur une partie des échantillons"],
  [
    "prediction of each segment by those before it",
    "Vorhersage jedes Abschnitts aus den früheren",
    "prédiction de chaque segment par les précédents",
  ],
];

const models: readonly Entry[] = [
  [
    "partial least squares regression (PLS)",
    "Regression nach partiellen kleinsten Quadraten (PLS)",
    "régression des moindres carrés partiels (PLS)",
  ],
  [
    "partial least squares discriminant analysis (PLS-DA)",
    "Diskriminanzanalyse nach partiellen kleinsten Quadraten (PLS-DA)",
    "analyse discriminante des moindres carrés partiels (PLS-DA)",
  ],
  ["multinomial logistic regression", "multinomiale logistische Regression", "régression logistique multinomiale"],
  [
    "a linear support vector classifier, one class against the rest",
    "lineare Stützvektor-Klassifikation, eine Klasse gegen die übrigen",
    "classification linéaire à vecteurs de support, une classe contre les autres",
  ],
  ["L2 penalty", "L2-Strafterm", "pénalité L2"],
  ["at most {n} Newton steps", "höchstens {n} Newton-Schritte", "au plus {n} pas de Newton"],
  ["areas over bands", "Flächen über Banden", "aires sur des bandes"],
  ["heights or areas of peaks", "Höhen oder Flächen von Peaks", "hauteurs ou aires de pics"],
  ["ratios of bands or peaks", "Verhältnisse von Banden oder Peaks", "rapports de bandes ou de pics"],
  [
    "scores of a principal component analysis",
    "Scores einer Hauptkomponentenanalyse",
    "scores d’une analyse en composantes principales",
  ],
  ["scaled to unit variance", "auf Varianz 1 skaliert", "réduits à une variance de 1"],
  [
    "scores of a partial least squares model",
    "Scores eines Modells nach partiellen kleinsten Quadraten",
    "scores d’un modèle des moindres carrés partiels",
  ],
  [
    "the largest F of the analysis of variance between classes",
    "das größte F der Varianzanalyse zwischen den Klassen",
    "le plus grand F de l’analyse de variance entre classes",
  ],
  [
    "the largest importance in the projection of a PLS model (VIP)",
    "die größte Bedeutung in der Projektion eines PLS-Modells (VIP)",
    "la plus grande importance dans la projection d’un modèle PLS (VIP)",
  ],
  ["the largest F with the outcome", "das größte F mit der Zielgröße", "le plus grand F avec la grandeur cible"],
  ["{n} kept", "{n} behalten", "{n} conservés"],
  ["columns made of the variables", "aus den Variablen gebildete Spalten", "colonnes formées des variables"],
];

const by: readonly Entry[] = [
  ["asymmetric least squares", "asymmetrische kleinste Quadrate", "moindres carrés asymétriques"],
  [
    "improved asymmetric least squares",
    "verbesserte asymmetrische kleinste Quadrate",
    "moindres carrés asymétriques améliorés",
  ],
  [
    "asymmetrically reweighted penalised least squares",
    "asymmetrisch neu gewichtete, regularisierte kleinste Quadrate",
    "moindres carrés pénalisés à repondération asymétrique",
  ],
  [
    "adaptive iteratively reweighted penalised least squares",
    "adaptiv iterativ neu gewichtete, regularisierte kleinste Quadrate",
    "moindres carrés pénalisés à repondération itérative adaptative",
  ],
  ["a least-squares polynomial", "Polynom nach kleinsten Quadraten", "polynôme des moindres carrés"],
  ["a modified polynomial", "modifiziertes Polynom", "polynôme modifié"],
  ["the lower convex hull", "untere konvexe Hülle", "enveloppe convexe inférieure"],
  ["peak clipping (SNIP)", "Kappen der Peaks (SNIP)", "écrêtage des pics (SNIP)"],
  ["a rolling ball", "rollende Kugel", "boule roulante"],
];

const steps: readonly Entry[] = [
  ...by.map(
    ([en, german, french]): Entry => [
      `baseline correction by ${en}`,
      `Basislinienkorrektur: ${german}`,
      `correction de la ligne de base : ${french}`,
    ],
  ),
  ["restriction of the axis", "Beschränkung der Achse", "restriction de l’axe"],
  ["exclusion of regions of the axis", "Ausschluss von Bereichen der Achse", "exclusion de régions de l’axe"],
  [
    "resampling by linear interpolation",
    "Neuabtastung durch lineare Interpolation",
    "rééchantillonnage par interpolation linéaire",
  ],
  [
    "resampling by a natural cubic spline",
    "Neuabtastung durch natürlichen kubischen Spline",
    "rééchantillonnage par spline cubique naturelle",
  ],
  ["from {n}", "von {n}", "de {n}"],
  ["to {n}", "bis {n}", "à {n}"],
  ["in steps of {n}", "in Schritten von {n}", "par pas de {n}"],
  ["conversion", "Umrechnung", "conversion"],
  ["to absorbance", "in Extinktion", "en absorbance"],
  ["to transmittance", "in Transmission", "en transmittance"],
  ["to transmittance in per cent", "in Transmission in Prozent", "en transmittance en pour cent"],
  ["to reflectance", "in Reflexion", "en réflectance"],
  ["to reflectance in per cent", "in Reflexion in Prozent", "en réflectance en pour cent"],
  ["axis to wavenumbers in cm⁻¹", "Achse in Wellenzahlen in cm⁻¹", "axe en nombres d’onde en cm⁻¹"],
  ["axis to wavelengths in nm", "Achse in Wellenlängen in nm", "axe en longueurs d’onde en nm"],
  ["axis to wavelengths in µm", "Achse in Wellenlängen in µm", "axe en longueurs d’onde en µm"],
  ["axis to Raman shifts in cm⁻¹", "Achse in Raman-Verschiebungen in cm⁻¹", "axe en déplacements Raman en cm⁻¹"],
  ["exciting laser at {n} nm", "Anregungslaser bei {n} nm", "laser d’excitation à {n} nm"],
  ["threshold {n}", "Schwelle {n}", "seuil {n}"],
  ["window of {n} points", "Fenster von {n} Punkten", "fenêtre de {n} points"],
  ["window of {n} point", "Fenster von {n} Punkt", "fenêtre de {n} point"],
  ["λ = {n}", "λ = {n}", "λ = {n}"],
  ["λ₁ = {n}", "λ₁ = {n}", "λ₁ = {n}"],
  ["C = {n}", "C = {n}", "C = {n}"],
  ["σ = {n} points", "σ = {n} Punkte", "σ = {n} points"],
  ["σ = {n} point", "σ = {n} Punkt", "σ = {n} point"],
  ["asymmetry {n}", "Asymmetrie {n}", "asymétrie {n}"],
  ["at most {n} passes", "höchstens {n} Durchgänge", "au plus {n} passages"],
  ["at most {n} pass", "höchstens {n} Durchgang", "au plus {n} passage"],
  ["{n} passes", "{n} Durchgänge", "{n} passages"],
  ["{n} pass", "{n} Durchgang", "{n} passage"],
  ["ended at a change of {n}", "beendet bei einer Änderung von {n}", "arrêt à une variation de {n}"],
  ["differences of order {n}", "Differenzen der Ordnung {n}", "différences d’ordre {n}"],
  ["order {n}", "Ordnung {n}", "ordre {n}"],
  ["Savitzky–Golay filtering", "Savitzky-Golay-Filterung", "filtrage de Savitzky-Golay"],
  ["polynomial of order {n}", "Polynom der Ordnung {n}", "polynôme d’ordre {n}"],
  ["first derivative", "erste Ableitung", "dérivée première"],
  ["second derivative", "zweite Ableitung", "dérivée seconde"],
  ["third derivative", "dritte Ableitung", "dérivée troisième"],
  ["fourth derivative", "vierte Ableitung", "dérivée quatrième"],
  ["per unit of the axis", "je Einheit der Achse", "par unité de l’axe"],
  ["Whittaker smoothing", "Whittaker-Glättung", "lissage de Whittaker"],
  ["Gaussian smoothing", "Gauß-Glättung", "lissage gaussien"],
  ["a moving average", "gleitender Mittelwert", "moyenne mobile"],
  ["normalization to unit vector length", "Normierung auf Vektorlänge 1", "normalisation à une norme de 1"],
  ["normalization to unit area", "Normierung auf Fläche 1", "normalisation à une aire de 1"],
  [
    "normalization to the largest absolute value",
    "Normierung auf den größten Absolutwert",
    "normalisation à la plus grande valeur absolue",
  ],
  ["scaling to the range 0 to 1", "Skalierung auf den Bereich 0 bis 1", "mise à l’échelle de 0 à 1"],
  ["normalization to a reference band", "Normierung auf eine Referenzbande", "normalisation à une bande de référence"],
  ["at {n}", "bei {n}", "à {n}"],
  ["width {n}", "Breite {n}", "largeur {n}"],
  ["the standard normal variate (SNV)", "Standardisierung je Spektrum (SNV)", "variable normale standardisée (SNV)"],
  ["the robust normal variate (RNV)", "robuste Standardisierung je Spektrum (RNV)", "variable normale robuste (RNV)"],
  [
    "multiplicative scatter correction (MSC)",
    "multiplikative Streukorrektur (MSC)",
    "correction multiplicative de la diffusion (MSC)",
  ],
  [
    "extended multiplicative signal correction (EMSC)",
    "erweiterte multiplikative Signalkorrektur (EMSC)",
    "correction multiplicative étendue du signal (EMSC)",
  ],
  [
    "probabilistic quotient normalization (PQN)",
    "probabilistische Quotientennormierung (PQN)",
    "normalisation par quotient probabiliste (PQN)",
  ],
  ["against the mean spectrum", "gegen das mittlere Spektrum", "par rapport au spectre moyen"],
  ["against the median spectrum", "gegen das Medianspektrum", "par rapport au spectre médian"],
  ["alignment by whole points", "Ausrichtung um ganze Punkte", "alignement par points entiers"],
  ["at most {n} points", "höchstens {n} Punkte", "au plus {n} points"],
  ["at most {n} point", "höchstens {n} Punkt", "au plus {n} point"],
  ["autoscaling", "Autoskalierung", "centrage-réduction"],
  ["Pareto scaling", "Pareto-Skalierung", "mise à l’échelle de Pareto"],
];

const counts: readonly Entry[] = [
  ["and", "und", "et"],
  ["{n} times", "{n} Mal", "{n} fois"],
  ["{n} points", "{n} Punkte", "{n} points"],
  ["{n} candidates", "{n} Kandidaten", "{n} candidats"],
];

export const methodsWords: readonly Entry[] = [
  ...sentences,
  ...uncertainty,
  ...schemes,
  ...models,
  ...steps,
  ...counts,
];
