/** How far a customer's shopping is, by the basket on the screen and by what the people at the counter remember. */
import type {BasketLine} from '../../till/domain/basket.ts';
import type {Customer} from './customer.ts';
import {keptUnits, type Wanted} from './shopping.ts';

export interface Progress {
	/** Goods that were rung up, those that were taken off again included. */
	readonly rungCount: number;
	/** What is on the screen and shall not stay there. */
	readonly toVoid: readonly ToVoid[];
}

export interface ToVoid {
	/** Among the goods of the shopping. */
	readonly place: number;
	readonly line: number;
	/** Absent where the whole line goes. */
	readonly pieces?: number;
	readonly afterRung: number;
}

/** Undefined where something is in the basket that was not rung up. */
export function progressOf(lines: readonly BasketLine[], {shopping, voidedPlaces}: Customer): Progress | undefined {
	const {goods} = shopping;
	const toVoid: ToVoid[] = [];
	let place = 0;
	for (const line of lines) {
		while (!fits(line, goods[place])) {
			if (!voidedPlaces.has(place)) return undefined;
			place += 1;
		}
		const {voided, units} = goods[place] as Wanted;
		if (voided !== undefined && unitsOn(line) === units) {
			const pieces = voided.units < units && {pieces: voided.units};
			toVoid.push({place, line: line.line, ...pieces, afterRung: voided.afterRung});
		}
		place += 1;
	}
	while (voidedPlaces.has(place)) place += 1;
	return {rungCount: place, toVoid};
}

function fits(line: BasketLine, good: Wanted | undefined): boolean {
	if (good?.product !== line.product.code) return false;
	return [good.units, keptUnits(good)].includes(unitsOn(line));
}

function unitsOn({quantity}: BasketLine): number {
	return 'pieces' in quantity ? quantity.pieces : quantity.weightGrams;
}
