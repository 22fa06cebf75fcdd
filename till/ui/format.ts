/**
 * How amounts, weights and times are written: the same in both languages, because they are what is printed on the
 * receipt. Thousands are parted by a narrow space that does not break, and minus is a minus, not a hyphen.
 */
const narrowSpace = '\u202f';
const space = '\u00a0';
const minus = '\u2212';
const shopZone = 'Europe/Warsaw';

function grouped(whole: number): string {
	return String(whole).replaceAll(/\B(?=(\d{3})+$)/g, narrowSpace);
}

/** `1 234,56`; the currency stands beside it where there is room. */
export function money(amountGrosze: number): string {
	const size = Math.abs(amountGrosze);
	const fraction = String(size % 100).padStart(2, '0');
	return `${amountGrosze < 0 ? minus : ''}${grouped(Math.floor(size / 100))},${fraction}`;
}

/** `12,34 zł` */
export function zloty(amountGrosze: number): string {
	return `${money(amountGrosze)}${space}zł`;
}

/** `20,00 EUR`, of hundredths of a currency's unit. */
export function foreignMoney(currency: string, amountMinor: number): string {
	return `${money(amountMinor)}${space}${currency}`;
}

/** `1 EUR = 4,3215 zł`, of ten-thousandths of a złoty. */
export function exchangeRate(currency: string, rateTenThousandths: number): string {
	const fraction = String(rateTenThousandths % 10_000).padStart(4, '0');
	return `1${space}${currency} = ${grouped(Math.floor(rateTenThousandths / 10_000))},${fraction}${space}zł`;
}

/** `0,452`: kilograms without their unit. */
export function kilograms(weightGrams: number): string {
	const size = Math.abs(weightGrams);
	const fraction = String(size % 1000).padStart(3, '0');
	return `${weightGrams < 0 ? minus : ''}${grouped(Math.floor(size / 1000))},${fraction}`;
}

/** `0,452 kg` */
export function weight(weightGrams: number): string {
	return `${kilograms(weightGrams)}${space}kg`;
}

/** A text in which no row ends between a number and its unit, nor after a one-letter word. */
export function tied(text: string): string {
	return text.replaceAll(/(?<=(?:^| )\p{L}) | (?=\p{L}{1,2}(?!\p{L}))(?<=\d )/gu, space);
}

/** A whole number with parted thousands. */
export function count(number: number): string {
	return `${number < 0 ? minus : ''}${grouped(Math.abs(number))}`;
}

/** `20%`, `2,5%` */
export function percent(percentHundredths: number): string {
	const fraction = String(percentHundredths % 100)
		.padStart(2, '0')
		.replace(/0+$/, '');
	return `${Math.floor(percentHundredths / 100)}${fraction === '' ? '' : `,${fraction}`}%`;
}

/** Grosze of a typed `12`, `12,3` or `12,34`; undefined for nothing typed. */
export function readAmount(text: string): number | undefined {
	const parts = /^(\d+)(?:,(\d{0,2}))?$/.exec(text);
	if (parts === null) return undefined;
	const [, whole = '0', fraction = ''] = parts;
	return Number(whole) * 100 + Number(fraction.padEnd(2, '0'));
}

const wholeMinutes = (spanMs: number) => Math.max(0, Math.floor(spanMs / 60_000));

/** A length of time: `4 min`, `2 h 14 min`, `3 d 2 h`. */
export function span(spanMs: number): string {
	const minutes = wholeMinutes(spanMs);
	const hours = Math.floor(minutes / 60);
	const days = Math.floor(hours / 24);
	if (days > 0) return hours % 24 === 0 ? `${days}${space}d` : `${days}${space}d ${hours % 24}${space}h`;
	if (hours > 0) return `${hours}${space}h ${minutes % 60}${space}min`;
	return `${minutes}${space}min`;
}

const pad = (part: number) => String(part).padStart(2, '0');

const shopClock = new Intl.DateTimeFormat('en-GB', {
	timeZone: shopZone,
	year: 'numeric',
	month: '2-digit',
	day: '2-digit',
	hour: '2-digit',
	minute: '2-digit',
	hourCycle: 'h23',
});

function shopParts(timeMs: number): Readonly<Record<string, string>> {
	return Object.fromEntries(shopClock.formatToParts(timeMs).map(({type, value}) => [type, value]));
}

/** `14:32` on the shop's wall. */
export function wallTime(timeMs: number): string {
	const parts = shopParts(timeMs);
	return `${parts['hour']}:${parts['minute']}`;
}

/** `20.11` */
export function shortDate(timeMs: number): string {
	const parts = shopParts(timeMs);
	return `${parts['day']}.${parts['month']}`;
}

/** `20.11.2026` of a `YYYY-MM-DD`. */
export function date(day: string): string {
	const [year, month, dayOfMonth] = day.split('-');
	return `${dayOfMonth}.${month}.${year}`;
}

/** `11.2026` of a `YYYY-MM`. */
export function month(yearAndMonth: string): string {
	const [year, monthOfYear] = yearAndMonth.split('-');
	return `${monthOfYear}.${year}`;
}

/** The day so many days after a `YYYY-MM-DD`. */
export function dayAfter(day: string, days: number): string {
	const shifted = new Date(Date.parse(`${day}T12:00:00Z`) + days * 86_400_000);
	return `${shifted.getUTCFullYear()}-${pad(shifted.getUTCMonth() + 1)}-${pad(shifted.getUTCDate())}`;
}

/** `piątek, 20 listopada 2026`, in the given language. */
export function longDate(timeMs: number, language: string): string {
	const format = new Intl.DateTimeFormat(language, {
		timeZone: shopZone,
		weekday: 'long',
		day: 'numeric',
		month: 'long',
		year: 'numeric',
	});
	return format.format(timeMs);
}

/** `pt.` */
export function weekday(timeMs: number, language: string): string {
	return new Intl.DateTimeFormat(language, {timeZone: shopZone, weekday: 'short'}).format(timeMs);
}
