/** The closed list of what a report must not claim, each with its reason; and what makes of a claim none. */
import type { Mode } from "../../schemas/front-matter.ts";

export interface ClaimRule {
  /** Whole phrases; the flags are always `giu`. */
  readonly says: RegExp;
  /** Texts in which it is none: behind a figure that stands with its interval, say. */
  readonly unless?: RegExp;
  /** Modes that forbid it. */
  readonly modes: readonly Mode[];
  /** Goes on from "a report in research mode cannot know: …"; no capital, no full stop. */
  readonly reason: string;
}

/** A figure that stands with its interval claims no more than was seen. */
const interval = /\b(?:interval|CI)\b|Intervall|intervalle/iu;
const faultless = "no number of samples shows that none will be wrong; the report gives the interval";
const everywhere: readonly Mode[] = ["research", "regulatory", "monitoring"];

/** Those of every text. @internal */
export const claimRules: readonly ClaimRule[] = [
  {
    says: /\b(?:compl(?:y|ies|ied|ying)\s+with|(?:is|are|be|fully|\w+-)\s?compliant\b(?:\s+with)?|(?:is|are|be|fully|full)\s+in\s+(?:compliance|conformity)\s+with|conforms?\s+(?:to|with)|(?:meets?|met|fulfil(?:s|ls|led)?|satisf(?:y|ies|ied))\s+(?:all\s+|the\s+|every\s+|legal\s+|statutory\s+|regulatory\s+)*(?:requirements?|standards?|regulations?)\b)/giu,
    modes: everywhere,
    reason:
      "whether a standard is met is judged by people who know more than the spectra; software can say what was checked",
  },
  {
    says: /\b(?:certif(?:y|ies)\b|certified\b(?!\s+(?:reference|standards?|materials?|values?|organic|purity|reagents?|solvents?|gas(?:es)?|calibration|concentrations?|contents?|laborator(?:y|ies)|predictors?)\b))/giu,
    modes: everywhere,
    reason: "nobody certifies by writing a report; certificates come from a body that is entitled to give them",
  },
  {
    // Only as a statement about something: "an approved additive" is a fact about additives.
    says: /\b(?:(?:is|are|was|were|been|be|being|hereby|officially|fully|now)\s+approved\b(?!\s+by\s+(?:the\s+|an?\s+|our\s+)?(?:\w+\s+)?(?:ethics?|ethical|review)\b)|approved\s+(?:for|under|according|by\s+(?:the\s+)?(?:authorit(?:y|ies)|regulators?|EFSA|FDA|EU)\b))/giu,
    modes: everywhere,
    reason: "approval is given by an authority or an owner, by name and date, never by the report itself",
  },
  {
    says: /\b(?:safe\s+(?:for\s+(?:human\s+|animal\s+)?(?:consumption|consumers?|humans?|children|use|sale|eating)|to\s+(?:eat|drink|consume|sell|use))|fit\s+for\s+(?:human\s+|animal\s+)?consumption|harmless|(?:poses?|carries|carry|presents?)\s+no\s+(?:health\s+)?(?:risk|hazard)s?|free\s+(?:of|from)\s+(?:any\s+)?(?:health\s+)?(?:risk|hazard|contaminant|adulterant|allergen|pathogen)s?)\b/giu,
    modes: everywhere,
    reason: "safety hangs on much that no spectrum of these samples shows",
  },
  {
    // The coverage guarantee of conformal prediction is a theorem with conditions, and has that name.
    says: /(?<!\b(?:coverage|marginal|conditional|conformal|statistical)\s)\b(?:guarantee(?:s|d|ing)?\b|(?:100\s?%|absolutely|completely|totally)\s+(?:certain|sure|reliable|correct|safe)\b|(?:with|in)\s+(?:absolute|complete|full|total)\s+certainty\b|(?:beyond|without)\s+(?:any\s+|a\s+|all\s+|reasonable\s+)*doubt\b|infallibl[ey]\b|(?:never|cannot)\s+(?:wrong|err|fail)\b|(?:proves?|proven|proof\s+of)\s+(?:the\s+|its\s+|their\s+)?(?:authenticity|safety|purity|origin|compliance)\b)/giu,
    modes: everywhere,
    reason: "a result from a sample of samples has an uncertainty; the report gives it as an interval",
  },
  {
    says: /\b(?:validated|valid|suitable|fit|ready|accepted|qualified|intended|released|cleared)\s+for\s+(?:the\s+|an?\s+|all\s+)?(?:regulatory|official|legal|forensic)\b(?:\s+(?:use|control|purposes?|decisions?|testing|analysis))?/giu,
    modes: ["research"],
    reason:
      "nothing made in research mode is for regulatory decisions: those need every gate passed and the trust figures",
  },
  {
    says: /\b(?:validated|valid|suitable|fit|ready|accepted|qualified|intended|released|cleared)\s+for\s+(?:the\s+|an?\s+|all\s+)?(?:clinical|diagnostic|medical)\b(?:\s+(?:use|purposes?|decisions?|testing|diagnosis))?/giu,
    modes: everywhere,
    reason: "food spectra judged here say nothing about patients",
  },
  {
    says: /(?<![\d.,])100\s?%\s+(?:of\s+)?(?:\p{L}+\s+){0,2}?(?:accura(?:cy|te)|correct(?:ly|ness)?|right|sensitiv(?:ity|e)|specific(?:ity)?|classification|recogni[sz]ed|precision|recall|success)(?!\p{L})|\b(?:accuracy|correctness|sensitivity|specificity|classification|precision|recall|success(?:\s+rate)?)\s+(?:rate\s+)?(?:(?:is|was|of|at|reach(?:es|ed)|equals?|comes\s+to|came\s+to|:|=)\s*)+100\s?%/giu,
    unless: interval,
    modes: everywhere,
    reason: faultless,
  },
  {
    says: /\b(?:perfect(?:ly)?|faultless(?:ly)?|flawless(?:ly)?|error-?\s?free|without\s+(?:a\s+single|any)\s+(?:error|mistake))(?=\s+(?:\p{L}+\s+){0,2}?(?:accura|correct|sensitiv|specific|classif|separat|discriminat|predict|identif|recogni[sz]|assign|distinguish|detect|authenticat|model|method|result|agreement|score)\p{L}*)|\b(?:accuracy|classification|sensitivity|specificity|separation|discrimination|prediction|identification|recognition|detection|model|method|results?)\s+(?:is|was|are|were)\s+(?:perfect|faultless|flawless|error-?\s?free)\b|\b(?:classif(?:y|ies|ied)|separat(?:es?|ed)|predict(?:s|ed)?|identif(?:y|ies|ied)|recogni[sz](?:es?|ed)|assign(?:s|ed)?|distinguish(?:es|ed)?|detect(?:s|ed)?)\s+(?:\p{L}+\s+){0,4}?(?:perfectly|faultlessly|flawlessly)\b/giu,
    modes: everywhere,
    reason: faultless,
  },
  {
    says: /\b(?:all|every)\s+(?:\p{L}+\s+){1,5}?(?:(?:is|are|was|were)\s+)?(?:(?:classified|predicted|assigned|identified|recogni[sz]ed|named|detected)\s+(?:correctly|rightly|without\s+error)|correctly\s+(?:classified|predicted|assigned|identified|recogni[sz]ed|named|detected)|(?:is|are|was|were)\s+correct)\b/giu,
    unless: interval,
    modes: everywhere,
    reason: faultless,
  },
  {
    says: /\bsafe\s+for\s+(?:all|every(?:one|body)?|any(?:one|body)?)\b/giu,
    modes: everywhere,
    reason: "safety hangs on much that no spectrum of these samples shows",
  },
];

const says = (alternatives: readonly string[]): RegExp =>
  new RegExp(`(?<!\\p{L})(?:${alternatives.join("|").replaceAll(" ", "\\s+")})(?!\\p{L})`, "giu");
const rule = (modes: readonly Mode[], reason: string, ...alternatives: readonly string[]): ClaimRule => ({
  says: says(alternatives),
  modes,
  reason,
});

const standards = claimRules[0].reason;
const bodies =
  "certificates and approvals come from a body that is entitled to give them, never from the report itself";
const safety = "safety hangs on much that no spectrum of these samples shows";
const certainty = "a result from a sample of samples has an uncertainty; the report gives it as an interval";
const decisions =
  "nothing made in research mode is for regulatory decisions: those need every gate passed and the trust figures";

/** Of a text in another language than English; English ones hold in every text. */
const elsewhere: { readonly [lang: string]: readonly ClaimRule[] } = {
  de: [
    rule(
      everywhere,
      standards,
      "(?:entspr(?:icht|echen|ach)|erfüll(?:t|en|te)) (?:\\p{L}+ ){0,3}?(?:Normen?|Anforderungen|Vorschriften|Vorgaben|ISO|Verordnung|LFGB)",
      "(?:norm|gesetzes|richtlinien|iso)-?konform",
      "(?:erfüll(?:t|en)|in Übereinstimmung mit) (?:\\p{L}+ ){0,2}?(?:Norm|ISO|Verordnung)",
    ),
    rule(
      everywhere,
      bodies,
      "zertifizier(?:t(?!e[nrs]? Referenz)|t|en|bar)",
      "(?:amtlich|behördlich|offiziell) (?:zugelassen|anerkannt|genehmigt)",
      "(?:ist|sind|wurde|wird) (?:\\p{L}+ )?(?:zugelassen|genehmigt)",
    ),
    rule(
      everywhere,
      safety,
      "(?:sicher|unbedenklich|ungefährlich) für (?:alle|jeden|jede|den Verzehr|Verbraucher|Menschen|Kinder)",
      "(?:gesundheitlich )?unbedenklich",
      "frei von (?:Schadstoffen|Verfälschungen|Allergenen|Risiken)",
      "verzehrfähig",
    ),
    rule(
      everywhere,
      certainty,
      "garantier(?:t|en|te|bar)",
      "(?:zweifelsfrei|unfehlbar)",
      "ohne (?:jeden )?Zweifel",
      "(?:beweist|beweisen) (?:die|den|das|ihre|seine) (?:\\p{L}+ )?(?:Echtheit|Herkunft|Sicherheit|Reinheit)",
      "100 ?% (?:sicher|zuverlässig)",
    ),
    {
      ...rule(
        everywhere,
        certainty,
        "100 ?% (?:\\p{L}+ ){0,2}?(?:Genauigkeit|Richtigkeit|Sensitivität|Spezifität|korrekt|richtig|Treffer\\p{L}*)",
        "(?:Genauigkeit|Richtigkeit|Sensitivität|Spezifität|Trefferquote) (?:von|ist|beträgt|war|erreicht) 100 ?%",
        "(?:alle|jede[rs]?) (?:\\p{L}+ ){1,5}?(?:richtig|korrekt) (?:\\p{L}+ )?(?:klassifiziert|zugeordnet|vorhergesagt|erkannt|bestimmt)",
      ),
      unless: interval,
    },
    rule(
      everywhere,
      certainty,
      "(?:perfekte?[nrs]?|fehlerfreie?[nrs]?|fehlerlose?[nrs]?) (?:\\p{L}+ ){0,2}?(?:Genauigkeit|Klassifi\\p{L}*|Trennung|Vorhersagen?|Erkennung|Zuordnung|Modell|Methode|Verfahren|Ergebnisse?)",
      "(?:klassifiziert|trennt|erkennt|unterscheidet) (?:\\p{L}+ ){0,4}?(?:perfekt|fehlerfrei|fehlerlos)",
    ),
    rule(
      ["research"],
      decisions,
      "(?:validiert|geeignet|freigegeben|bestimmt) für (?:\\p{L}+ ){0,2}?(?:amtliche|behördliche|gerichtliche|regulatorische)\\p{L}*",
    ),
  ],
  fr: [
    rule(
      everywhere,
      standards,
      "(?:est|sont|entièrement|pleinement) conformes? (?:à|aux?)",
      "(?:satisfait|satisfont|répond|répondent) aux? (?:\\p{L}+ )?(?:normes?|exigences|règlements?)",
      "respectent? (?:la|les) (?:normes?|exigences|règlements?)",
    ),
    rule(
      everywhere,
      bodies,
      "certifi(?:ée?s?(?! de référence)|e|ent)",
      "(?:est|sont|officiellement) (?:approuvée?s?|homologuée?s?|agréée?s?)",
    ),
    rule(
      everywhere,
      safety,
      "(?:sûre?s?|sans danger|inoffensi(?:f|ve)s?) pour (?:tous|toutes|chacun|la consommation|les consommateurs|l['’]homme)",
      "propres? à la consommation",
      "exempte?s? de (?:contaminants?|risques?|adultérants?|allergènes?)",
      "sans aucun risque",
    ),
    rule(
      everywhere,
      certainty,
      "garanti(?:e|es|s|t|r|ssent)?",
      "infaillibles?",
      "sans (?:aucun|le moindre) doute",
      "prouve(?:nt)? (?:l['’]|la |leur |son )(?:authenticité|origine|pureté|sécurité)",
    ),
    {
      ...rule(
        everywhere,
        certainty,
        "100 ?% (?:d['’]exactitude|de (?:réussite|sensibilité|spécificité)|exacte?s?|correcte?s?)",
        "(?:exactitude|sensibilité|spécificité|réussite) (?:est )?de 100 ?%",
        "(?:tous|toutes) les (?:\\p{L}+ ){1,4}?(?:sont |ont été )?(?:correctement (?:classée?s|prédite?s|identifiée?s|reconnue?s)|(?:classée?s|prédite?s|identifiée?s|reconnue?s) correctement)",
      ),
      unless: interval,
    },
    rule(
      everywhere,
      certainty,
      "(?:exactitude|classification|séparation|prédictions?|modèle|méthode|résultats?) (?:est |sont )?(?:parfaite?s?|sans (?:faute|erreur)|irréprochables?)",
      "(?:classe|sépare|distingue|reconnaît) (?:\\p{L}+ ){0,4}?parfaitement",
    ),
    rule(
      ["research"],
      decisions,
      "(?:validée?|adaptée?|destinée?|prête?)s? (?:à|pour) (?:\\p{L}+ ){0,2}?(?:réglementaires?|officiels?|officielles?|légales?)",
    ),
  ],
};

/** What must not be claimed in a mode, by a text in a language. */
export const claimRulesOf = (mode: Mode, lang: string): readonly ClaimRule[] =>
  [...claimRules, ...(elsewhere[lang] ?? [])].filter(({ modes }) => modes.includes(mode));

/** What seems to deny or to doubt and does not: taken out before `deniers` is asked. */
const emphasis =
  /\b(?:no|without(?:\s+(?:any|a))?)\s+(?:doubt|question|exception)\b|\bnot\s+only\b|\bnothing\s+less\s+than\b/giu;

/** Words before a claim, in its part of the sentence, that say it is denied, asked, wanted or only possible. */
const deniers =
  /\b(?:not|cannot|never|no|none|nobody|nothing|neither|nor|without|rather\s+than|instead\s+of|far\s+from|unable|fail(?:s|ed)?\s+to|lacks?|whether|if|unless|until|before|would|should|must|may|might|could|asks?|asked|needs?|requires?|required|claims?\s+that)\b|n['’]t\b/iu;

/** The same behind it. */
const deniersBehind = /^\W*(?:nothing|nobody|none|no\s+one|no\s+(?:standard|norm|law|authority))\b/iu;

/** The same in other languages, before a claim and behind it. */
const denied: { readonly [lang: string]: readonly [RegExp, RegExp] } = {
  de: [
    says([
      "nicht|nie|niemals|kein(?:e[mnrs]?)?|nichts|niemand|weder|ob|falls|wenn|bevor|müsste|könnte|würde|soll(?:te)?n?|muss|müssen",
      "ohne(?! (?:jeden )?Zweifel)",
    ]),
    /^\W*(?:nicht|nichts|niemanden|keine[mnrs]?)(?!\p{L})/iu,
  ],
  fr: [
    says([
      "ne|n['’]\\p{L}+|pas|jamais|aucune?|rien|personne|ni|si|avant|doit|doivent|devrait|devraient|pourrait|pourraient",
      "sans(?! (?:aucun|le moindre) doute)",
    ]),
    /^\W*(?:pas|rien|jamais|aucune?)(?!\p{L})/iu,
  ],
};

/** Whether the words before a claim or behind it make none of it. */
export function isDenied(before: string, behind: string, lang: string): boolean {
  const all = [[deniers, deniersBehind], ...(denied[lang] === undefined ? [] : [denied[lang]])];
  const left = before.replaceAll(emphasis, "");
  // A list of claims is found by `g`, which remembers where it stood.
  return all.some(([first, second]) => left.search(first) >= 0 || second.test(behind));
}

/** Where a new part of the sentence begins, in which an earlier "not" no longer holds. */
export const partBreak =
  /[;:—\u241F]|\s–\s|,?\s+\b(?:but|yet|however|although|though|whereas|therefore)\b|,\s+(?:and\s+|so\s+)?(?:it|we|they|this|that)\b/giu;

/** Words somebody else said. An apostrophe inside a word opens nothing. */
export const quoted =
  /“[^”]{0,300}”|„[^“”]{0,300}[“”]|«[^»]{0,300}»|"[^"]{0,300}"|(?<!\p{L})‘[^’]{0,300}’(?!\p{L})|(?<!\p{L})'[^']{0,300}'(?!\p{L})/gu;
