export function checkCallback(_url: string, _o: { readonly allowPrivate: boolean }): string | null { return null; }
