/** Between which two names, both excluded, the streams of an organisation are: `"0"` is the character behind `"/"`. */
export function streamNamesOf(orgId: string): { readonly from: string; readonly to: string } {
  return { from: `${orgId}/`, to: `${orgId}0` };
}
