/** How good the picture is, and how long it takes. */
export const qualities = ["draft", "standard", "high"] as const;

/** The name of a quality. */
export type Quality = (typeof qualities)[number];
