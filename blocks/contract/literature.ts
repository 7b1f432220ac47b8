/** Literature: sources that several methods come from. What a method takes from one, its page says under `about`. */
import type { Source } from "./method-page.ts";

export const barnesDhanoaLister: Source = {
  authors: "Barnes, Dhanoa, Lister",
  year: 1989,
  where: "Appl. Spectrosc. 43:772",
  doi: "10.1366/0003702894202201",
};
export const clopperPearson: Source = {
  authors: "Clopper, Pearson",
  year: 1934,
  where: "Biometrika 26:404",
  doi: "10.1093/biomet/26.4.404",
};
export const dayalMacGregor: Source = {
  authors: "Dayal, MacGregor",
  year: 1997,
  where: "J. Chemom. 11:73, algorithm 1",
  doi: "10.1002/(SICI)1099-128X(199701)11:1<73::AID-CEM435>3.0.CO;2-#",
};
export const jackson: Source = {
  authors: "Jackson",
  year: 1991,
  where: "A User's Guide to Principal Components, chapter 2",
};
export const martensStark: Source = {
  authors: "Martens, Stark",
  year: 1991,
  where: "J. Pharm. Biomed. Anal. 9:625",
  doi: "10.1016/0731-7085(91)80188-F",
};
export const papadopoulos: Source = {
  authors: "Papadopoulos, Proedrou, Vovk, Gammerman",
  year: 2002,
  where: "ECML, LNCS 2430:345",
  doi: "10.1007/3-540-36755-1_29",
};
