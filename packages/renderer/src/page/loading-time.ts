/**
 * Lets `performance.now()` count whole milliseconds until the function that it returns is called. While a page loads,
 * time goes on by a microsecond whenever the browser is given a turn, and how often that is depends on the machine;
 * what starts then, such as a transition of D3, must start at the same time everywhere.
 */
export function coarsenLoadingTime(): () => void {
  const now = performance.now.bind(performance);
  Object.defineProperty(performance, "now", { configurable: true, value: () => Math.floor(now()) });
  return () => void Reflect.deleteProperty(performance, "now");
}
