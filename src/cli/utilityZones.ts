/** Time zone of large utilities that lie in one zone, by what their URDB records call them. */
const zones: readonly (readonly [RegExp, string])[] = [
  [/southern california edison|pacific gas (?:&|and) electric|san diego gas|los angeles department of water|sacramento municipal|puget sound|portland general|seattle city|nevada power|sierra pacific/i, "America/Los_Angeles"],
  [/arizona public service|salt river|tucson electric/i, "America/Phoenix"],
  [/public service co(?:mpany)? of colorado|public service co of nm|rocky mountain power/i, "America/Denver"],
  [/commonwealth edison|northern states power|union electric|ameren|oncor|centerpoint|austin energy|city of san antonio|entergy|oklahoma gas|westar|evergy|wisconsin electric|alabama power|interstate power/i, "America/Chicago"],
  [/consumers energy|dte electric|detroit edison/i, "America/Detroit"],
  [
    /consolidated edison|virginia electric|dominion|long island|niagara mohawk|national grid|new york state electric|rochester gas|central hudson|orange (?:&|and) rockland|public service elec|jersey central|atlantic city electric|peco|ppl electric|duquesne|baltimore gas|potomac electric|delmarva|duke energy (?:carolinas|progress)|georgia power|florida power|tampa electric|ohio (?:power|edison)|cleveland electric|dayton power|appalachian power|nstar|eversource|connecticut light|united illuminating|central maine|green mountain/i,
    "America/New_York",
  ],
  [/hawaiian electric|hawaii electric|maui electric/i, "Pacific/Honolulu"],
];

/** Undefined where the utility is not known, or lies in several zones. */
export function zoneOfUtility(utility: string): string | undefined {
  return zones.find(([name]) => name.test(utility))?.[1];
}
