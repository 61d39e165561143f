/**
 * Whether transitions of D3 run or wait. They need every frame: D3 takes a longer pause for the sleep of a computer and
 * stops its clock, and a transition that follows another ends that one wherever it is.
 * https://d3js.org/d3-timer, https://d3js.org/d3-transition/control-flow
 */
export function hasD3Transitions(): boolean {
  for (const element of document.querySelectorAll("*")) if ("__transition" in element) return true;
  return false;
}
