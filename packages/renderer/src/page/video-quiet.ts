/**
 * Keeps the browser from loading and playing media by itself: pictures and sound come from elsewhere, at exact times.
 * Call before the page's own scripts.
 */
export function quietMedia(): void {
  const quiet = (element: HTMLMediaElement): void => {
    element.preload = "none";
    element.autoplay = false;
  };
  const observer = new MutationObserver((records) => {
    for (const node of records.flatMap((record) => [...record.addedNodes])) {
      if (node instanceof HTMLMediaElement) quiet(node);
      else if (node instanceof Element)
        node.querySelectorAll<HTMLMediaElement>("video, audio").forEach(quiet);
    }
  });
  observer.observe(document, { childList: true, subtree: true });
  const prototype = HTMLMediaElement.prototype;
  prototype.play = () => Promise.resolve();
  prototype.pause = () => undefined;
  prototype.load = () => undefined;
}
