/** Words of the page's script: buttons, hints, and what is said to a screen reader; `{}` stands for what the script puts in. */
import type { Entry } from "../pattern.ts";

export const scriptWords: readonly Entry[] = [
  ["Colours", "Farben", "Couleurs"],
  ["auto", "automatisch", "auto"],
  ["light", "hell", "clair"],
  ["dark", "dunkel", "sombre"],
  ["Copy", "Kopieren", "Copier"],
  ["Copy {}", "{} kopieren", "Copier {}"],
  ["Copied", "Kopiert", "Copié"],
  ["Could not copy", "Konnte nicht kopiert werden", "La copie a échoué"],
  ["Copy materials and methods", "Material und Methoden kopieren", "Copier matériel et méthodes"],
  ["shown as", "angezeigt als", "affiché comme"],
  ["Show origins", "Herkunft zeigen", "Afficher les origines"],
  ["Origins are shown", "Die Herkunft wird gezeigt", "Les origines sont affichées"],
  ["Origins are hidden", "Die Herkunft wird nicht gezeigt", "Les origines sont masquées"],
  ["Legend", "Legende", "Légende"],
  ["Show {}", "{} zeigen", "Afficher {}"],
  ["{} is shown", "{} wird gezeigt", "{} est affiché"],
  ["{} is hidden", "{} wird nicht gezeigt", "{} est masqué"],
  ["Magnified until Escape", "Vergrößert bis Escape", "Agrandi jusqu’à Échap"],
  ["Chosen sample", "Gewählte Probe", "Échantillon choisi"],
  ["Next place", "Nächste Stelle", "Endroit suivant"],
  ["Clear", "Aufheben", "Effacer"],
  ["No sample is marked", "Keine Probe ist markiert", "Aucun échantillon n’est marqué"],
  ["is marked in {}.", "ist markiert in {}.", "est marqué dans {}."],
  ["{} figure", "{} Abbildung", "{} figure"],
  ["{} figures", "{} Abbildungen", "{} figures"],
  ["{} table", "{} Tabelle", "{} tableau"],
  ["{} tables", "{} Tabellen", "{} tableaux"],
  ["spectrum {}", "Spektrum {}", "spectre {}"],
  ["Sort", "Sortieren", "Trier"],
  ["In the order of the report", "In der Reihenfolge des Berichts", "Dans l’ordre du rapport"],
  ["Sorted by {}, ascending", "Sortiert nach {}, aufsteigend", "Trié par {}, croissant"],
  ["Sorted by {}, descending", "Sortiert nach {}, absteigend", "Trié par {}, décroissant"],
  ["Filter rows", "Zeilen filtern", "Filtrer les lignes"],
  ["{} of {} rows", "{} von {} Zeilen", "{} lignes sur {}"],
  [
    "{} of {} rows; Data (CSV) holds all",
    "{} von {} Zeilen; Daten (CSV) enthält alle",
    "{} lignes sur {} ; Données (CSV) les contient toutes",
  ],
  ["{} as {}", "{} als {}", "{} en {}"],
];

/** Words that other places have in the catalogue already. */
const shared = ["Sample", " to ", " and "] as const;

/** All that the script may say, in English. */
export const wordsOfScript: readonly string[] = [...scriptWords.map(([english]) => english), ...shared];
