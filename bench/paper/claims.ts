export function claimsOf(..._: unknown[]): string[] {
  return [];
}
export function claimsTable(_: unknown): string {
  return "";
}
