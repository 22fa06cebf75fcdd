/**
 * What may not be sold at a moment, whatever was so when it was scanned: recalled goods, goods past their last day, alcohol
 * in the hours without it. A basket is asked as a whole, because it may have lain aside for hours.
 */
import {lastDayIn} from './barcode.ts';
import type {Basket, BasketLine} from './basket.ts';
import type {Route} from './catalogue.ts';
import type {Goods} from './goods.ts';
import {knownRouteOf} from './known-route.ts';
import {businessDayOf, isWithinHours} from './local-time.ts';
import {remembering} from './remembering.ts';

/** In the order in which they are told. */
export type Forbidden =
	| {readonly code: 'product-recalled'}
	/** `lastDay` is `YYYY-MM-DD`. */
	| {readonly code: 'past-date'; readonly lastDay: string}
	| {readonly code: 'alcohol-hours'};

export interface Judged {
	readonly isRecalled: boolean;
	/** Of its group, also where the till has one printer for everything; asked for only in the hours without alcohol. */
	readonly route: () => Route;
	/** `YYYY-MM-DD`, where the code says one. */
	readonly lastDay: string | undefined;
}

export type Judge = (goods: Judged) => Forbidden | undefined;

/** The law at an instant, for as many goods as there are. */
export function judgeAt(catalogue: Goods, instantMs: number): Judge {
	const today = businessDayOf(instantMs);
	const ban = catalogue.settings?.alcoholBan;
	const isBanned = ban !== undefined && isWithinHours(instantMs, ban);
	return ({isRecalled, route, lastDay}) => {
		if (isRecalled) return {code: 'product-recalled'};
		if (lastDay !== undefined && lastDay < today) return {code: 'past-date', lastDay};
		return isBanned && route() === 'alcohol' ? {code: 'alcohol-hours'} : undefined;
	};
}

/** A line of a basket that may not be paid now, and why. */
export interface ForbiddenLine {
	readonly line: BasketLine;
	readonly why: Forbidden;
}

/** In the order of the lines. Goods that are no longer in the catalogue are judged as they were scanned. */
export function forbiddenLines({lines}: Pick<Basket, 'lines'>, catalogue: Goods, instantMs: number): ForbiddenLine[] {
	const judge = judgeAt(catalogue, instantMs);
	const forbidden: ForbiddenLine[] = [];
	const lastDays = lastDaysOf(lines);
	for (const [place, line] of lines.entries()) {
		const isRecalled = catalogue.isRecalled(line.product.code);
		const why = judge({isRecalled, route: () => knownRouteOf(line, catalogue), lastDay: lastDays[place]?.lastDay});
		if (why !== undefined) forbidden.push({line, why});
	}
	return forbidden;
}

/** Asked of every line whenever the screen is told anything. */
const lastDaysOf = remembering(({barcode}: BasketLine) => ({
	lastDay: barcode === undefined ? undefined : lastDayIn(barcode),
}));

/** What a sentence about it names: the goods, and before them the day that is over. */
export function aboutForbidden(why: Forbidden, name: string): string {
	return why.code === 'past-date' ? `${why.lastDay} ${name}` : name;
}
