/** Names a window by its place among the page's frames: `top`, `top/0`, `top/0/2`. */
export function windowName(): string {
  const path: number[] = [];
  for (let inner: Window = window; inner !== inner.parent; inner = inner.parent) {
    const { parent } = inner;
    // Frames of another origin let themselves be counted and compared, and nothing else.
    path.push(Array.from({ length: parent.length }, (_, index) => parent[index]).indexOf(inner));
  }
  return ["top", ...path.toReversed()].join("/");
}
