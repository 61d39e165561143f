/** Unlike other animations, those of SVG have run since the page was loaded. */
export function startSmil(): void {
  for (const svg of document.querySelectorAll("svg")) svg.setCurrentTime(0);
}
