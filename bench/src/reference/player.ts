/** Width and height in pixels, frames a second, and the number of frames. */
export interface Description {
  readonly width: number;
  readonly height: number;
  readonly fps: number;
  readonly frames: number;
}

/** What the page gets as `window.benchReference`. */
export interface Player {
  /** Resolves when the page's fonts are there. */
  readonly ready: Promise<Description>;
  /** Shows the page at a time in seconds; resolves when it has been painted. */
  readonly show: (seconds: number) => Promise<void>;
}

// The part of the page that the player touches; the DOM's own types would apply to the whole program.
interface PageElement {
  readonly dataset: Readonly<Record<string, string | undefined>>;
  readonly style: { visibility: string };
}
interface Timeline {
  readonly duration: () => number;
  readonly seek: (seconds: number, suppressEvents: boolean) => void;
}
declare const document: {
  readonly fonts: { readonly ready: Promise<unknown> };
  readonly querySelector: (selector: string) => PageElement;
  readonly querySelectorAll: (selector: string) => Iterable<PageElement>;
  readonly getElementById: (id: string) => PageElement;
};
declare const window: { readonly __timelines: Readonly<Record<string, Timeline>> };
declare const requestAnimationFrame: (callback: () => void) => void;

/**
 * Shows a composition at any moment. Runs in the page, as its source text, and so uses nothing from outside.
 *
 * It shares nothing with the renderers that are measured, and knows no more than the benchmark's compositions use:
 * clips and one GSAP timeline.
 */
export function player(): Player {
  const root = document.querySelector("[data-composition-id]");
  const timeline = window.__timelines[root.dataset["compositionId"] ?? ""] as Timeline;
  const clips = [...document.querySelectorAll("[data-start]")].filter((element) => element !== root);

  /** A start is a number of seconds, or "other", "other + 0.5", "other - 0.5" after the end of the other clip. */
  function start({ dataset }: PageElement): number {
    const [id = "", sign = "", offset = "0"] = (dataset["start"] ?? "0").trim().split(/\s+/);
    return Number.isNaN(Number(id)) ? end(document.getElementById(id)) + Number(sign + offset) : Number(id);
  }

  function end(clip: PageElement): number {
    return start(clip) + Number(clip.dataset["duration"] ?? Infinity);
  }

  function describe(): Description {
    const { width, height, duration = 0, fps = 30 } = root.dataset;
    const ends = clips.map(end).filter((seconds) => seconds < Infinity);
    const seconds = Math.max(Number(duration), timeline.duration(), ...ends);
    // A thousandth of a frame too much is a rounding error, not a frame.
    const frames = Math.ceil(seconds * Number(fps) - 1e-3);
    return { width: Number(width), height: Number(height), fps: Number(fps), frames };
  }

  async function show(seconds: number): Promise<void> {
    // A microsecond forgives the rounding of sums such as 2.9 - 0.5 + 3.6.
    const now = seconds + 1e-6;
    for (const clip of clips) {
      clip.style.visibility = start(clip) <= now && now < end(clip) ? "visible" : "hidden";
    }
    timeline.seek(seconds, false);
    await new Promise<void>((painted) => {
      requestAnimationFrame(() => requestAnimationFrame(painted));
    });
  }

  return { ready: document.fonts.ready.then(describe), show };
}
