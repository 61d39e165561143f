export function signAddress(o: {
  readonly path: string;
  readonly expires: number;
  readonly secret: string;
}): string {
  return `${o.path}?expires=${o.expires}&signature=x`;
}
export function checkAddress(_a: object, _b: object): "expired" | "not-right" | null {
  return null;
}
