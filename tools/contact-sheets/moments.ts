/** The seconds that the sheet of a template shows. */
export const moments: Readonly<Record<string, readonly string[]>> = {
  "data-chart": ["3", "11"],
  "event-promo": ["3.2", "9.5", "15.2"],
  "metric-story": ["3.6", "9"],
  "quote-card": ["3", "8"],
  "release-notes": ["2", "9.2"],
  "title-card": ["2", "4"],
  "weekly-report": ["1.5", "5.3", "12.5"],
  welcome: ["1.5", "4"],
};
