/** The closed list of what a report must not claim, each with its reason; and what makes of a claim none. */
import type { Mode } from "../../schemas/front-matter.ts";

export interface ClaimRule {
  /** Whole phrases; the flags are always `giu`. */
  readonly says: RegExp;
  /** Modes that forbid it. */
  readonly modes: readonly Mode[];
  /** Goes on from "a report in research mode cannot know: …"; no capital, no full stop. */
  readonly reason: string;
}

const everywhere: readonly Mode[] = ["research", "regulatory", "monitoring"];

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
];

/** What seems to deny or to doubt and does not: taken out before `deniers` is asked. */
export const emphasis =
  /\b(?:no|without(?:\s+(?:any|a))?)\s+(?:doubt|question|exception)\b|\bnot\s+only\b|\bnothing\s+less\s+than\b/giu;

/** Words before a claim, in its part of the sentence, that say it is denied, asked, wanted or only possible. */
export const deniers =
  /\b(?:not|cannot|never|no|none|nobody|nothing|neither|nor|without|rather\s+than|instead\s+of|far\s+from|unable|fail(?:s|ed)?\s+to|lacks?|whether|if|unless|until|before|would|should|must|may|might|could|asks?|asked|needs?|requires?|required|claims?\s+that)\b|n['’]t\b/iu;

/** The same behind it. */
export const deniersBehind = /^\W*(?:nothing|nobody|none|no\s+one|no\s+(?:standard|norm|law|authority))\b/iu;

/** Where a new part of the sentence begins, in which an earlier "not" no longer holds. */
export const partBreak =
  /[;:—\u241F]|\s–\s|,?\s+\b(?:but|yet|however|although|though|whereas|therefore)\b|,\s+(?:and\s+|so\s+)?(?:it|we|they|this|that)\b/giu;

/** Words somebody else said. An apostrophe inside a word opens nothing. */
export const quoted =
  /“[^”]{0,300}”|„[^“”]{0,300}[“”]|«[^»]{0,300}»|"[^"]{0,300}"|(?<!\p{L})‘[^’]{0,300}’(?!\p{L})|(?<!\p{L})'[^']{0,300}'(?!\p{L})/gu;
