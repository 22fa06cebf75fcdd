/** What the screen is told while goods are taken back. */
import type {ReturnRegister} from '../domain/entry.ts';
import type {Grosze} from '../domain/money.ts';
import type {RefundWays} from '../domain/refund-ways.ts';
import type {NotFound, Returning} from '../domain/returning.ts';

export interface ReturnScreen {
	readonly at: 'return';
	readonly step: ReturnStepView;
	/** This till's id, and the business day of today: what a slip is likely to be of. */
	readonly till: string;
	readonly businessDay: string;
	/** The tills of the shop, in the order of their numbers. */
	readonly tills: readonly {readonly id: string; readonly number: number; readonly name: string}[];
}

export type ReturnStepView =
	| {readonly at: 'finding'; readonly notFound?: NotFound}
	| {readonly at: 'searching'}
	| {readonly at: 'several'; readonly receipts: readonly FoundReceiptView[]}
	| ({
			readonly at: 'choosing' | 'giving';
			readonly receipt: FoundReceiptView;
			readonly lines: readonly ReturnLineView[];
			/** False: whether another till has taken something back already, nobody knows here. */
			readonly serverAsked: boolean;
			/** In which ways what is chosen may be given back, after the register. */
			readonly ways: RefundWays;
			/** Where it will be written; absent while that is still to be chosen. */
			readonly register?: ReturnRegister;
	  } & RefundView)
	| Extract<Returning, {at: 'given'}>;

export interface RefundView {
	readonly goodsGrosze: Grosze;
	readonly depositsGrosze: Grosze;
	readonly refundGrosze: Grosze;
}

export interface FoundReceiptView {
	/** Its entry id. */
	readonly id: string;
	readonly till: string;
	readonly entry: number;
	/** ISO 8601. */
	readonly printedAt: string;
	readonly dueGrosze: Grosze;
	readonly fiscalNumbers: readonly number[];
}

export interface ReturnLineView {
	readonly line: number;
	readonly name: string;
	readonly unit: 'szt' | 'kg';
	/** Pieces or grams: sold, not given back yet, and chosen to come back now. */
	readonly sold: number;
	readonly left: number;
	readonly chosen: number;
	/** What was paid for the line. */
	readonly totalGrosze: Grosze;
}
