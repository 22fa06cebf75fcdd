/**
 * Taking goods back, from the slip in the customer's hand to the money in it.
 *
 *   finding ──find──► searching ──found one──► choosing ──give──► giving ──written──► given
 *      ▲                │    └──found more──► several ──pick──► choosing
 *      └──found none────┘                        back from each of them but `giving` leads to `finding`, and out of there
 *
 * R1  Nothing of it is on disk before `giving`: whoever goes away from the screen leaves nothing behind.
 * R2  `given` is told only when the return is in the book; the drawer opens after that.
 * R3  What may come back is what is left after every return that the till's book and, while it is seen, the server know.
 * R4  Money goes back in a way that the receipt's payment and the register leave open.
 * R5  Who gives back and who approved it are two people.
 */
import {assert} from './assert.ts';
import type {Return, ReturnRegister, Tender, TenderKind} from './entry.ts';
import type {Grosze} from './money.ts';
import type {Quantity} from './quantity.ts';
import type {FoundReceipt, WantedReceipt} from './receipt-query.ts';
import {refundWays} from './refund-ways.ts';
import {type LeftLine, leftOf, type ReturnedGoods, type ReturnFault, returnedGoods, type WantedLine} from './return.ts';

type Person = Return['cashier'];

/** Why nothing was found. `not-asked`: the server, which alone knows the receipts of other tills, is not seen. */
export type NotFound = 'nowhere' | 'not-asked';

interface Chosen {
	readonly found: FoundReceipt;
	readonly left: readonly LeftLine[];
	/** Whether the server said what other tills took back. */
	readonly serverAsked: boolean;
	readonly wanted: readonly WantedLine[];
}

export type Returning =
	| {readonly at: 'finding'; readonly notFound?: NotFound}
	| {readonly at: 'searching'; readonly wanted: WantedReceipt}
	| {readonly at: 'several'; readonly found: readonly FoundReceipt[]; readonly serverAsked: boolean}
	| ({readonly at: 'choosing'} & Chosen)
	| ({
			readonly at: 'giving';
			readonly goods: ReturnedGoods;
			readonly tenders: readonly Tender[];
			readonly reason: string;
			readonly register: ReturnRegister;
			readonly cashier: Person;
			readonly approvedBy: Person;
	  } & Chosen)
	| {
			readonly at: 'given';
			readonly refundGrosze: Grosze;
			readonly tenders: readonly Tender[];
			readonly register: ReturnRegister;
			/** Number of the return in the till's book. */
			readonly entry: number;
	  };

export type ReturningEvent =
	| {readonly on: 'find'; readonly wanted: WantedReceipt}
	| {readonly on: 'found'; readonly found: readonly FoundReceipt[]; readonly serverAsked: boolean}
	| {readonly on: 'pick'; readonly receipt: string}
	/** Without a quantity the line stays with the customer. */
	| {readonly on: 'choose'; readonly line: number; readonly quantity?: Quantity}
	| {
			readonly on: 'give';
			readonly kind: TenderKind;
			readonly reason: string;
			readonly register: ReturnRegister;
			readonly cashier: Person;
			readonly approvedBy: Person;
	  }
	| {readonly on: 'written'; readonly entry: number}
	| {readonly on: 'back'};

export type ReturningRefusal =
	| {readonly code: 'not-now'}
	| {readonly code: 'no-such-receipt'}
	| {readonly code: 'not-so-paid'}
	| ReturnFault;

export type ReturningEffect = 'search' | 'write';

export interface ReturningStep {
	/** Undefined: the screen is left. */
	readonly returning: Returning | undefined;
	readonly effect?: ReturningEffect;
	readonly refusal?: ReturningRefusal;
}

type At = Returning['at'];
type On = ReturningEvent['on'];
type Handler<A extends At, E extends On> = (
	returning: Extract<Returning, {at: A}>,
	event: Extract<ReturningEvent, {on: E}>,
) => ReturningStep;
/** `not-now`: the cashier is told. `ignored`: late news that no longer matter. */
type Table = {readonly [A in At]: {readonly [E in On]: Handler<A, E> | 'not-now' | 'ignored'}};

const find = (_: Returning, {wanted}: Extract<ReturningEvent, {on: 'find'}>): ReturningStep => ({
	returning: {at: 'searching', wanted},
	effect: 'search',
});
const toFinding = (): ReturningStep => ({returning: {at: 'finding'}});

const table: Table = {
	finding: {
		find,
		found: 'ignored',
		pick: 'not-now',
		choose: 'not-now',
		give: 'not-now',
		written: 'ignored',
		back: () => ({returning: undefined}),
	},
	searching: {
		find: 'not-now',
		found: (_, {found, serverAsked}) => {
			const [first, ...others] = found;
			if (first === undefined) return {returning: {at: 'finding', notFound: serverAsked ? 'nowhere' : 'not-asked'}};
			return {returning: others.length === 0 ? choosing(first, serverAsked) : {at: 'several', found, serverAsked}};
		},
		pick: 'not-now',
		choose: 'not-now',
		give: 'not-now',
		written: 'ignored',
		back: toFinding,
	},
	several: {
		find,
		found: 'ignored',
		pick: (several, {receipt}) => {
			const picked = several.found.find(each => each.receipt._id === receipt);
			if (picked === undefined) return {returning: several, refusal: {code: 'no-such-receipt'}};
			return {returning: choosing(picked, several.serverAsked)};
		},
		choose: 'not-now',
		give: 'not-now',
		written: 'ignored',
		back: toFinding,
	},
	choosing: {
		find,
		found: 'ignored',
		pick: 'not-now',
		choose: (chosen, {line, quantity}) => {
			const others = chosen.wanted.filter(each => each.line !== line);
			if (quantity === undefined) return {returning: {...chosen, wanted: others}};
			const checked = returnedGoods(chosen.found.receipt, chosen.left, [{line, quantity}]);
			if (!checked.ok) return {returning: chosen, refusal: checked.fault};
			return {returning: {...chosen, wanted: [...others, {line, quantity}]}};
		},
		give: (chosen, {kind, reason, register, cashier, approvedBy}) => {
			assert(cashier.id !== approvedBy.id, 'a return is approved by a second person');
			const {found, left, wanted} = chosen;
			const goods = returnedGoods(found.receipt, left, wanted);
			if (!goods.ok) return {returning: chosen, refusal: goods.fault};
			const ways = refundWays(found.receipt, found.returns, goods.value.refundGrosze)[register];
			const way = ways.find(each => each.kind === kind);
			if (way === undefined) return {returning: chosen, refusal: {code: 'not-so-paid'}};
			return {
				returning: {
					...chosen,
					at: 'giving',
					goods: goods.value,
					tenders: way.tenders,
					reason,
					register,
					cashier,
					approvedBy,
				},
				effect: 'write',
			};
		},
		written: 'ignored',
		back: toFinding,
	},
	giving: {
		find: 'not-now',
		found: 'ignored',
		pick: 'not-now',
		choose: 'not-now',
		give: 'not-now',
		written: ({goods: {refundGrosze}, tenders, register}, {entry}) => ({
			returning: {at: 'given', refundGrosze, tenders, register, entry},
		}),
		back: 'not-now',
	},
	given: {
		find,
		found: 'ignored',
		pick: 'not-now',
		choose: 'not-now',
		give: 'not-now',
		written: 'ignored',
		back: () => ({returning: undefined}),
	},
};

export function stepReturning(returning: Returning, event: ReturningEvent): ReturningStep {
	const handler = table[returning.at][event.on] as Handler<At, On> | 'not-now' | 'ignored';
	if (handler === 'ignored') return {returning};
	if (handler === 'not-now') return {returning, refusal: {code: 'not-now'}};
	return handler(returning, event);
}

function choosing(found: FoundReceipt, serverAsked: boolean): Returning {
	return {at: 'choosing', found, left: leftOf(found.receipt, found.returns), serverAsked, wanted: []};
}
