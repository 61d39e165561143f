/** What is said of dialogs of a kind, by the name of the function that opens them. */
export function dialogComplaint(kind: string): string {
  return `The page opens a dialog with ${kind}(), which nobody is there to see: it was answered at once.`;
}
