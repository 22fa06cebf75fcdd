/**
 * What is going to happen in a round, drawn from the seed: who comes, when the till is killed, and what befalls the
 * printers beside it. Times are parts of what an undisturbed sale takes on this machine.
 */
import type {PrinterFault} from '../../../till/devices/simulated/faults.ts';
import type {Route} from '../../../till/domain/catalogue.ts';
import {alcoholGoods, type Good, mainGoods} from './goods.ts';
import type {Random} from './random.ts';

export interface Shopping {
	readonly goods: readonly Good[];
	readonly card: boolean;
	readonly paysBy: 'cash' | 'card' | 'both';
}

export type Moment =
	/** From the first scan on. */
	| {readonly during: 'sale'; readonly part: number}
	/** From the payment on. */
	| {readonly during: 'printing'; readonly part: number}
	/** In the very middle of something a printer does: counted from the payment on, as a part of all it does. */
	| {readonly during: 'stir'; readonly part: number}
	/** From the last slip's printing on, while the receipt goes into the book. */
	| {readonly during: 'sealing'; readonly part: number};

export interface Trouble {
	readonly route: Route;
	readonly faults: readonly PrinterFault[];
	/** From the payment on, or in the middle of the slips. */
	readonly from: 'payment' | {readonly part: number};
}

export interface Round {
	readonly shopping: Shopping;
	readonly killed: Moment;
	readonly trouble?: Trouble;
	readonly mended: 'while-down' | 'when-asked';
	/** Daily reports made at the printers, past the till, while it is down. */
	readonly reports: readonly Route[];
	/** Killed once more, at that part of the usual time of a start. */
	readonly killedAgain?: number;
	/** Served before, undisturbed. */
	readonly served?: Shopping;
}

export function drawRound(random: Random): Round {
	const shopping = drawShopping(random);
	return {
		...(random.chance(0.2) && {served: drawShopping(random)}),
		shopping,
		killed: drawMoment(random),
		...(random.chance(0.6) && {trouble: drawTrouble(random, shopping)}),
		mended: random.chance(0.7) ? 'while-down' : 'when-asked',
		reports: (['main', 'alcohol'] as const).filter(() => random.chance(0.15)),
		...(random.chance(0.25) && {killedAgain: 2 * random.fraction()}),
	};
}

export function drawShopping(random: Random): Shopping {
	const kinds = random.pick([['main'], ['alcohol'], ['main', 'alcohol'], ['main', 'alcohol'], ['main', 'alcohol']]);
	const goods: Good[] = [];
	if (kinds.includes('main'))
		for (let left = 1 + random.below(3); left > 0; left -= 1) goods.push(random.pick(mainGoods));
	if (kinds.includes('alcohol'))
		for (let left = 1 + random.below(2); left > 0; left -= 1)
			goods.splice(random.below(goods.length + 1), 0, random.pick(alcoholGoods));
	return {goods, card: random.chance(0.2), paysBy: random.pick(['cash', 'cash', 'card', 'both'])};
}

function drawMoment(random: Random): Moment {
	const part = 1.05 * random.fraction();
	return {during: random.pick(['sale', 'printing', 'stir', 'stir', 'sealing'] as const), part};
}

function drawTrouble(random: Random, {goods}: Shopping): Trouble {
	const routes: readonly Route[] = goods.map(({route}) => route);
	const route = routes[random.below(routes.length)] ?? 'main';
	const kind = random.pick([
		'answer-lost',
		'answer-lost',
		'power-cut',
		'power-cut',
		'paper',
		'command-lost',
		'garbled',
	]);
	const deaf = random.chance(0.5);
	const repeated = <K extends 'lose-answer-of' | 'lose-command'>(kind: K) => [
		{kind, command: 'trend'},
		...(deaf ? [{kind, command: 'rpt'}] : []),
	];
	switch (kind) {
		case 'answer-lost':
			return {route, faults: repeated('lose-answer-of'), from: 'payment'};
		case 'command-lost':
			return {route, faults: repeated('lose-command'), from: 'payment'};
		case 'power-cut': {
			const command = random.pick(['trinit', 'trline', 'trpayment', 'trend', 'trend', 'prncancel']);
			const cut = random.pick(['power-cut-before', 'power-cut-after'] as const);
			return {route, faults: [{kind: cut, command}], from: 'payment'};
		}
		case 'garbled': {
			const garbled = random.pick<PrinterFault>([
				{kind: 'bad-crc', command: 'trend'},
				{kind: 'duplicate-answer', command: 'trend'},
				{kind: 'delay-answer', command: 'trend', delayMs: 200},
				{kind: 'misread-command', command: 'trend'},
			]);
			return {route, faults: [garbled], from: 'payment'};
		}
		default:
			return {
				route,
				faults: [{kind: random.pick(['paper-out', 'cover-open'] as const)}],
				from: {part: random.fraction()},
			};
	}
}
