/** Metric words: the words by which a number beside a metric's name is its value or is not. The names are the metrics' own. */

/** Words between a metric and its number, last: `accuracy of 95 %`, `accuracy on unseen lots was 95 %`, `accuracy: 95 %`. */
export const joined = /^[\s()]*(?:(?:scores?|values?)\s+)?(?:of|=|≈|:|\(|\u241F)?[\s(\u241F]*$/iu;
export const joinedByVerb =
  /^[^;:—?\u241F\uFFFC\d]*?\b(?:is|was|were|are|equals|equal\s+to|equalled|reached|reaches|found\s+to\s+be|(?:came|comes|amounts?|amounted)\s+to|(?:stood|stands|remains|remained|lies|lay)\s+at)\s*$/iu;
/** No more words than these between the two, in which a new clause begins nowhere. */
export const farthest = 12;
export const clause =
  /\b(?:when|where|if|while|whereas|because|although|than|which|that|who|after|before|until|unless|without|since|so|then|but|and|or|not|no|never)\b/iu;

/** Between the verb and the number: rounded on purpose, so one unit of the last digit that is not zero is allowed. */
export const hedges = /(?:\b(?:about|around|roughly|approximately|approx\.|ca\.|circa|nearly|almost|some)|~|≈)\s*$/iu;
/** The same without being rounded. */
export const fillers = /\b(?:an?|the|only|just|even|exactly|again|still|thus|therefore)\s*$/iu;

/** Behind a number that a metric follows: `95 % accuracy`, `0.95 in mean accuracy`. */
export const joinedBefore =
  /^[\s-]*(?:(?:in|as|of)\s+)?(?:(?:overall|mean|average|total|pooled|cross-validated|classification|prediction)\s+)?$/iu;
/** In front of such a number: a limit or a difference, not a value. */
export const limits =
  /(?:[<>≤≥±–−-]|\b(?:than|least|most|over|above|below|under|beyond|exceeds?|exceeded|exceeding|gain(?:s|ed)?|improve[sd]?|loses?|lost|adds?|added|costs?|to|by|within|between|from|and|or))\s*$/iu;

/** Behind a number: the words with which the sentence may go on. Any other noun is what was counted. */
export const goesOn =
  /^(?:\s*$|\s*[.,;:)\]!?|\u241F*]|\s+(?:and|or|of|over|in|on|with|for|by|at|is|was|which|that|as|from|when|while|where|but|after|under|across|among|so|than|only|overall)\b)/iu;
/** Behind a percentage: it says how sure an interval is, and is no value. */
export const certainty =
  /^\s+(?:CI|confidence|intervals?|certain(?:ty)?|credible|limits?|level|quantile|percentile|prediction)\b/iu;
/** A range or an error follows: neither end is the value. */
export const rangeFollows = /^\s*(?:[–—±×-]|to\b|%\s*(?:[–—±-]|to\b)|\+\/-)/iu;

/** A sentence with one of these speaks of another number: a wish, a rule, a guess, other people's work or the laboratory. */
export const elsewhere =
  /\b(?:would|could|should|must|needs?|needed|requires?|required|targets?|goal|aims?|hoped?|expected|thresholds?|policy|suppose|assume|imagine|example|e\.g|guess(?:ing|es)?|chance|random(?:ly)?|literature|published|et\s+al|previous(?:ly)?|earlier|formerly|laborator(?:y|ies)|reference|instruments?|spectrometers?|repeatability|reproducibility|training)\b/iu;

/** A sentence with one of these may speak of external rows, or of those the model was fitted on. */
export const others =
  /\b(?:external|independent|aside|held[\s-]out|hold-?out|test(?:ing)?|lot|batch|session|final|fitted|calibration)\b/iu;
