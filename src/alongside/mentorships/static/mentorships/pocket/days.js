// Days as the programme's clock counts them: "2026-10-06".
export function today(zone) {
  const parts = new Intl.DateTimeFormat("en-GB", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" }).formatToParts(new Date());
  const part = (type) => parts.find((one) => one.type === type).value;
  return `${part("year")}-${part("month")}-${part("day")}`;
}

export function shift(day, by) {
  const moved = new Date(`${day}T12:00:00Z`);
  moved.setUTCDate(moved.getUTCDate() + by);
  return moved.toISOString().slice(0, 10);
}

const language = () => (document.documentElement.lang === "en" ? "en-GB" : `${document.documentElement.lang}-u-nu-latn`);

export function words(day, at = "") {
  const said = new Intl.DateTimeFormat(language(), { weekday: "long", day: "numeric", month: "long", timeZone: "UTC" }).format(new Date(`${day}T12:00:00Z`));
  return at ? `${said}, ${at}` : said;
}

export const moment = (at) => new Intl.DateTimeFormat(language(), { weekday: "long", hour: "2-digit", minute: "2-digit" }).format(new Date(at));
