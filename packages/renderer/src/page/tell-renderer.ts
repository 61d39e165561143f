/**
 * Calls one of the bindings of whoever films the page; see `protocol.ts`.
 *
 * @returns whether somebody does.
 */
export function tellRenderer(binding: string, payload: string): boolean {
  const bindings = window as unknown as Partial<Record<string, (payload: string) => void>>;
  const call = bindings[binding];
  call?.(payload);
  return call !== undefined;
}
