// The colours of Okabe and Ito, which colour-blind readers tell apart, and what becomes of them on
// a dark page. Yellow is missing: it is not seen on white.

export const BLACK = "#000000";
export const ORANGE = "#E69F00";
export const SKY = "#56B4E9";
export const GREEN = "#009E73";
export const BLUE = "#0072B2";
export const VERMILLION = "#D55E00";
export const PURPLE = "#CC79A7";
/** Of what is no series: limits, frames. */
export const GREY = "#767676";
export const FRAME = "#D1D5DB";
const GROUND = "#FFFFFF";
const INK = "#111827";

/** The others are seen on either ground. */
const DARK: Record<string, string> = {
  [BLACK]: "#F0F6FC",
  [BLUE]: "#2E8BD0",
  [GREY]: "#9198A1",
  [FRAME]: "#3D444D",
  [GROUND]: "#0D1117",
};
const DARK_INK = "#E6EDF3";

const inverted = Object.entries(DARK)
  .flatMap(([light, dark]) =>
    ["fill", "stroke"].map(
      (property) => `.dsct-plot [${property}="${light}"]{${property}:${dark}}`,
    ),
  )
  .join("");

/** Figures are of the light colours; what knows no style shows them so. */
export const STYLE = `<style>.dsct-plot{color:${INK}}@media (prefers-color-scheme:dark){.dsct-plot{color:${DARK_INK}}${inverted}}</style>`;

/** What is beneath a figure, whatever the page has there. */
export const ground = (width: number, height: number) =>
  `<rect width="${width}" height="${height}" fill="${GROUND}"/>`;
