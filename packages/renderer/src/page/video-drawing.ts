/**
 * Lets the page's own canvases draw videos: wherever a `<video>` is given to be drawn, the canvas that has its picture
 * is taken.
 */
export function lendPictures(canvases: ReadonlyMap<unknown, HTMLCanvasElement>): void {
  const places: ReadonlyArray<readonly [object, readonly string[]]> = [
    [CanvasRenderingContext2D.prototype, ["drawImage", "createPattern"]],
    [OffscreenCanvasRenderingContext2D.prototype, ["drawImage", "createPattern"]],
    [WebGLRenderingContext.prototype, ["texImage2D", "texSubImage2D"]],
    [WebGL2RenderingContext.prototype, ["texImage2D", "texSubImage2D"]],
    [window, ["createImageBitmap"]],
  ];
  for (const [owner, names] of places) for (const name of names) lend(owner, name, canvases);
}

function lend(owner: object, name: string, canvases: ReadonlyMap<unknown, HTMLCanvasElement>): void {
  const own: unknown = Reflect.get(owner, name);
  if (typeof own !== "function") return;
  Reflect.set(owner, name, function (this: unknown, ...parameters: readonly unknown[]): unknown {
    const drawn = parameters.map((parameter) => canvases.get(parameter) ?? parameter);
    const result: unknown = Reflect.apply(own, this, drawn);
    return result;
  });
}
