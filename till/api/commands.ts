/**
 * What the screen may ask for. Each command is a wish: the till decides, and answers with a new snapshot or with a
 * fault that names what was wrong.
 */
import {type Route, routes, type VoucherKind} from '../domain/catalogue.ts';
import {amountMinorMax, currencyPattern, rateTenThousandthsMax} from '../domain/currency.ts';
import {
	type CountedCash,
	cashGrosze,
	type ForeignCash,
	type ReturnRegister,
	returnRegisters,
	type Tender,
	type TenderKind,
	tenderKinds,
} from '../domain/entry.ts';
import {gs1Separator} from '../domain/gs1.ts';
import {clocks, type RightClock} from '../domain/managers-word.ts';
import {grosze} from '../domain/money.ts';
import {packageCountMax} from '../domain/packages.ts';
import {typedGramsMax} from '../domain/quantity.ts';
import {fail, ok, type Result} from '../domain/result.ts';
import {type ForeignSum, valueOfCash} from '../domain/shift.ts';

export type Command =
	| {readonly do: 'log-in'; readonly cashier: string; readonly pin: string}
	| {readonly do: 'log-out'}
	/** A code from the scanner, a keyboard wedge, or typed: barcode, label or card. */
	| {readonly do: 'scan'; readonly code: string}
	| {readonly do: 'plu'; readonly plu: string}
	/** A product touched on the grid or chosen in the search. */
	| {readonly do: 'pick'; readonly product: string}
	/** Which of the products that claim the last code was meant; `back` leaves the question. */
	| {readonly do: 'choose'; readonly product: string}
	/** How many pieces of the next product; 0 takes it back. */
	| {readonly do: 'quantity'; readonly pieces: number}
	| {readonly do: 'repeat-last'}
	/** How many pieces a line has; fewer than before is a void of the difference. */
	| {readonly do: 'set-pieces'; readonly line: number; readonly pieces: number}
	/** Takes pieces off a line, or all of it when `pieces` is absent. */
	| {readonly do: 'void-line'; readonly line: number; readonly pieces?: number}
	| {readonly do: 'void-sale'}
	| {readonly do: 'remove-card'}
	| {readonly do: 'tare'; readonly tareGrams: number}
	/** What the scale reads; `typedGrams`: net, where there is no scale or it does not weigh. */
	| {readonly do: 'add-weighed'; readonly typedGrams?: number}
	| {readonly do: 'answer-age'; readonly answer: 'refused' | 'adult' | 'document'}
	/** Off a line by hand, or without a line off all of them, in hundredths of a percent; 0: not any more. */
	| {readonly do: 'discount'; readonly percentHundredths: number; readonly line?: number; readonly reason?: string}
	/** The same as an amount; on all of them it is spread on the lines. */
	| {readonly do: 'discount-amount'; readonly amountGrosze: number; readonly line?: number; readonly reason?: string}
	/** So many packages of a deposit come back; 0: none of them after all. */
	| {readonly do: 'return-packages'; readonly deposit: string; readonly pieces: number}
	/** The buyer's NIP, as it was typed; on every slip of the sale. */
	| {readonly do: 'set-nip'; readonly nip: string}
	| {readonly do: 'remove-nip'}
	/** Goes to payment. */
	| {readonly do: 'total'}
	/** Leaves weighing, payment or service for where it was entered from. */
	| {readonly do: 'back'}
	/** Without tenders where nothing is due but packages are paid out. */
	| {readonly do: 'pay'; readonly tenders: readonly Tender[]}
	/** Prints on after paper was put in or a printer came back. */
	| {readonly do: 'print-on'}
	/** The answer to the one question that evidence left open: did this slip come out? */
	| {readonly do: 'answer-printed'; readonly printed: boolean}
	/** Gives the second slip up: the first stands, the goods of the second are not sold. */
	| {readonly do: 'abandon-slip'}
	/** Prints the slip that stands still on the till's other printer. */
	| {readonly do: 'print-elsewhere'}
	/** Puts the sale aside with the slip that cannot be printed now, and sells on. */
	| {readonly do: 'suspend-sale'}
	/** Takes up the oldest sale that was put aside. */
	| {readonly do: 'resume-sale'}
	/** Puts the basket aside before it is paid, and sells on. */
	| {readonly do: 'park'}
	/** Takes up a basket that was put aside. */
	| {readonly do: 'take-up'; readonly sale: string}
	/** Takes it up although the server cannot be asked whether another till has it. */
	| {readonly do: 'take-up-unasked'; readonly sale: string}
	/** Asks the server which baskets other tills put aside; their list is on the screen. */
	| {readonly do: 'look-for-baskets'}
	| {readonly do: 'next-customer'}
	/** Takes goods back. */
	| {readonly do: 'begin-return'}
	/** The receipt by its slip: who sold, when, and the printer's own number. */
	| {readonly do: 'find-receipt'; readonly till: string; readonly day: string; readonly fiscalNumber: number}
	/** The receipt by the code under its slip, scanned or typed. */
	| {readonly do: 'find-by-code'; readonly code: string}
	| {readonly do: 'pick-receipt'; readonly receipt: string}
	/** So much of a line comes back; neither pieces nor grams, or none of them: it stays with the customer. */
	| {readonly do: 'return-line'; readonly line: number; readonly pieces?: number; readonly weightGrams?: number}
	/** Gives the money back, in one way, and why in somebody's words; a second person is asked first. */
	| {readonly do: 'give-back'; readonly kind: TenderKind; readonly reason: string; readonly register?: ReturnRegister}
	/** Somebody who may approves what the cashier may not do alone, */
	| {readonly do: 'approve'; readonly approver: string; readonly pin: string}
	/** or shows their badge. */
	| {readonly do: 'approve-badge'; readonly code: string}
	/** The shift: what is in the drawer when it begins, what comes and goes, what is counted at its end. */
	| {readonly do: 'open-shift-desk'}
	/** With the notes and coins of the float where they were counted; they come to it. */
	| {readonly do: 'open-shift'; readonly floatGrosze: number; readonly counted?: readonly CountedCash[]}
	| {
			readonly do: 'move-cash';
			readonly direction: 'in' | 'out';
			readonly amountGrosze: number;
			readonly reason: string;
	  }
	| {
			readonly do: 'close-shift';
			readonly counted: readonly CountedCash[];
			/** Cash that is not złoty, where there is any. */
			readonly foreign?: readonly ForeignSum[];
	  }
	| {readonly do: 'open-drawer'}
	| {readonly do: 'open-service'}
	/** Asks the printers once more what the day has to start with. */
	| {readonly do: 'check-day'}
	/** A manager's word: which clock is right. */
	| {readonly do: 'confirm-clock'; readonly right: RightClock}
	/** A manager's word: the printer with this unique number is the till's now. */
	| {readonly do: 'confirm-printer'; readonly route: Route; readonly printer: string}
	/** The daily report on every printer of the till. */
	| {readonly do: 'daily-report'}
	| {readonly do: 'send-now'}
	| {readonly do: 'retry-refused'}
	/** What happened to the till's own files has been seen. */
	| {readonly do: 'acknowledge-damages'}
	/** Sends the receipts of business days (`YYYY-MM-DD`) again, both ends included. */
	| {readonly do: 'resend'; readonly from: string; readonly to: string};

export interface CommandFault {
	readonly code: 'malformed';
	/** The field that was wrong. */
	readonly field: string;
}

type Fields = Readonly<Record<string, unknown>>;

const text = (fields: Fields, field: string, pattern: RegExp): string => {
	const value = fields[field];
	if (typeof value === 'string' && pattern.test(value)) return value;
	throw new FieldError(field);
};
const whole = (fields: Fields, field: string, {min, max}: {readonly min: number; readonly max: number}): number => {
	const value = fields[field];
	if (typeof value === 'number' && Number.isSafeInteger(value) && value >= min && value <= max) return value;
	throw new FieldError(field);
};
const oneOf = <T>(fields: Fields, field: string, choices: readonly T[]): T => {
	const choice = choices.find(candidate => candidate === fields[field]);
	if (choice !== undefined) return choice;
	throw new FieldError(field);
};

class FieldError extends Error {
	readonly field: string;
	constructor(field: string) {
		super(`${field} is malformed`);
		this.field = field;
	}
}

const foreignCash = (kind: TenderKind, foreign: unknown): ForeignCash => {
	if (kind !== 'cash' || typeof foreign !== 'object' || foreign === null) throw new FieldError('foreign');
	const parts = foreign as Fields;
	return {
		currency: text(parts, 'currency', currencyPattern),
		amountMinor: whole(parts, 'amountMinor', {min: 1, max: amountMinorMax}),
		rateTenThousandths: whole(parts, 'rateTenThousandths', {min: 1, max: rateTenThousandthsMax}),
	};
};

const voucherKind = (kind: TenderKind, voucher: unknown): VoucherKind => {
	if (kind !== 'voucher' || typeof voucher !== 'object' || voucher === null) throw new FieldError('voucher');
	const parts = voucher as Fields;
	return {
		id: text(parts, 'id', idText),
		name: text(parts, 'name', words),
		...(parts['food'] !== undefined && {food: oneOf(parts, 'food', [true, false])}),
	};
};

/** Every form, currency and kind of voucher that a shop may take. */
const tenderCountMax = 12;
/** More than a drawer has compartments for. */
const currenciesCountedMax = 20;
const foreignSums = (sums: unknown): readonly ForeignSum[] => {
	if (!Array.isArray(sums) || sums.length > currenciesCountedMax) throw new FieldError('foreign');
	return sums.map((each: unknown) => {
		if (typeof each !== 'object' || each === null) throw new FieldError('foreign');
		const parts = each as Fields;
		const currency = text(parts, 'currency', currencyPattern);
		return {currency, amountMinor: whole(parts, 'amountMinor', {min: 1, max: amountMinorMax})};
	});
};

const anyCode = /^[ -~]{1,120}$/;
const idText = /^[A-Za-z0-9._-]{1,40}$/;
const pinDigits = /^\d{4,12}$/;
const words = /^[^\p{Cc}\p{Cs}]{1,120}$/u;
const tillId = /^[a-z0-9-]{1,16}$/;
/** What scanners say: also the separator between the fields of a GS1 code. */
const scannedCode = new RegExp(`^[ -~${gs1Separator}]{1,200}$`);
const productCode = /^[A-Za-z0-9._-]{1,40}$/;
const day = /^\d{4}-\d{2}-\d{2}$/;

/** On what, and why in somebody's words. */
const discountOf = (fields: Fields): {readonly line?: number; readonly reason?: string} => ({
	...(fields['line'] !== undefined && {line: whole(fields, 'line', {min: 1, max: 9999})}),
	...(fields['reason'] !== undefined && {reason: text(fields, 'reason', words)}),
});

/** Notes and coins of one drawer. */
const countedIn = ({counted}: Fields): readonly CountedCash[] => {
	if (!Array.isArray(counted) || counted.length > cashGrosze.length) throw new FieldError('counted');
	return counted.map((each: unknown) => {
		if (typeof each !== 'object' || each === null) throw new FieldError('counted');
		const parts = each as Fields;
		const valueGrosze = oneOf(parts, 'valueGrosze', cashGrosze);
		return {valueGrosze, count: whole(parts, 'count', {min: 1, max: 99_999})};
	});
};

const readers: {readonly [D in Command['do']]: (fields: Fields) => Extract<Command, {do: D}>} = {
	'log-in': fields => ({
		do: 'log-in',
		cashier: text(fields, 'cashier', idText),
		pin: text(fields, 'pin', pinDigits),
	}),
	'log-out': () => ({do: 'log-out'}),
	scan: fields => ({do: 'scan', code: text(fields, 'code', scannedCode)}),
	plu: fields => ({do: 'plu', plu: text(fields, 'plu', /^\d{1,6}$/)}),
	pick: fields => ({do: 'pick', product: text(fields, 'product', productCode)}),
	choose: fields => ({do: 'choose', product: text(fields, 'product', productCode)}),
	quantity: fields => ({do: 'quantity', pieces: whole(fields, 'pieces', {min: 0, max: 999})}),
	'repeat-last': () => ({do: 'repeat-last'}),
	'set-pieces': fields => ({
		do: 'set-pieces',
		line: whole(fields, 'line', {min: 1, max: 9999}),
		pieces: whole(fields, 'pieces', {min: 1, max: 999}),
	}),
	'void-line': fields => ({
		do: 'void-line',
		line: whole(fields, 'line', {min: 1, max: 9999}),
		...(fields['pieces'] === undefined ? {} : {pieces: whole(fields, 'pieces', {min: 1, max: 999})}),
	}),
	'void-sale': () => ({do: 'void-sale'}),
	'remove-card': () => ({do: 'remove-card'}),
	tare: fields => ({do: 'tare', tareGrams: whole(fields, 'tareGrams', {min: 0, max: 9999})}),
	'add-weighed': fields => ({
		do: 'add-weighed',
		...(fields['typedGrams'] !== undefined && {
			typedGrams: whole(fields, 'typedGrams', {min: 1, max: typedGramsMax}),
		}),
	}),
	'answer-age': fields => ({
		do: 'answer-age',
		answer: oneOf(fields, 'answer', ['refused', 'adult', 'document'] as const),
	}),
	discount: fields => ({
		do: 'discount',
		percentHundredths: whole(fields, 'percentHundredths', {min: 0, max: 9999}),
		...discountOf(fields),
	}),
	'discount-amount': fields => ({
		do: 'discount-amount',
		amountGrosze: whole(fields, 'amountGrosze', {min: 1, max: 99_999_999}),
		...discountOf(fields),
	}),
	'return-packages': fields => ({
		do: 'return-packages',
		deposit: text(fields, 'deposit', idText),
		pieces: whole(fields, 'pieces', {min: 0, max: packageCountMax}),
	}),
	'set-nip': fields => ({do: 'set-nip', nip: text(fields, 'nip', /^[ -~]{1,20}$/)}),
	'remove-nip': () => ({do: 'remove-nip'}),
	total: () => ({do: 'total'}),
	back: () => ({do: 'back'}),
	pay: fields => {
		const {tenders} = fields;
		if (!Array.isArray(tenders) || tenders.length > tenderCountMax) throw new FieldError('tenders');
		return {
			do: 'pay',
			tenders: tenders.map(tender => {
				if (typeof tender !== 'object' || tender === null) throw new FieldError('tenders');
				const parts = tender as Fields;
				const kind = oneOf(parts, 'kind', tenderKinds);
				return {
					kind,
					amountGrosze: grosze(whole(parts, 'amountGrosze', {min: 1, max: 99_999_999})),
					...(parts['foreign'] !== undefined && {foreign: foreignCash(kind, parts['foreign'])}),
					...(parts['voucher'] !== undefined && {voucher: voucherKind(kind, parts['voucher'])}),
				};
			}),
		};
	},
	'print-on': () => ({do: 'print-on'}),
	'answer-printed': fields => ({do: 'answer-printed', printed: oneOf(fields, 'printed', [true, false])}),
	'abandon-slip': () => ({do: 'abandon-slip'}),
	'print-elsewhere': () => ({do: 'print-elsewhere'}),
	'suspend-sale': () => ({do: 'suspend-sale'}),
	'resume-sale': () => ({do: 'resume-sale'}),
	park: () => ({do: 'park'}),
	'take-up': fields => ({do: 'take-up', sale: text(fields, 'sale', idText)}),
	'take-up-unasked': fields => ({do: 'take-up-unasked', sale: text(fields, 'sale', idText)}),
	'look-for-baskets': () => ({do: 'look-for-baskets'}),
	'next-customer': () => ({do: 'next-customer'}),
	'begin-return': () => ({do: 'begin-return'}),
	'find-receipt': fields => ({
		do: 'find-receipt',
		till: text(fields, 'till', tillId),
		day: text(fields, 'day', day),
		fiscalNumber: whole(fields, 'fiscalNumber', {min: 1, max: 99_999_999}),
	}),
	'find-by-code': fields => ({do: 'find-by-code', code: text(fields, 'code', anyCode)}),
	'pick-receipt': fields => ({do: 'pick-receipt', receipt: text(fields, 'receipt', anyCode)}),
	'return-line': fields => ({
		do: 'return-line',
		line: whole(fields, 'line', {min: 1, max: 9999}),
		...(fields['pieces'] !== undefined && {pieces: whole(fields, 'pieces', {min: 0, max: 9999})}),
		...(fields['weightGrams'] !== undefined && {
			weightGrams: whole(fields, 'weightGrams', {min: 0, max: 9_999_999}),
		}),
	}),
	'give-back': fields => ({
		do: 'give-back',
		kind: oneOf(fields, 'kind', tenderKinds),
		reason: text(fields, 'reason', words),
		...(fields['register'] !== undefined && {register: oneOf(fields, 'register', returnRegisters)}),
	}),
	approve: fields => ({
		do: 'approve',
		approver: text(fields, 'approver', idText),
		pin: text(fields, 'pin', pinDigits),
	}),
	'approve-badge': fields => ({do: 'approve-badge', code: text(fields, 'code', anyCode)}),
	'open-shift-desk': () => ({do: 'open-shift-desk'}),
	'open-shift': fields => {
		const floatGrosze = whole(fields, 'floatGrosze', {min: 0, max: 99_999_999});
		if (fields['counted'] === undefined) return {do: 'open-shift', floatGrosze};
		const counted = countedIn(fields);
		if (valueOfCash(counted) !== floatGrosze) throw new FieldError('counted');
		return {do: 'open-shift', floatGrosze, counted};
	},
	'move-cash': fields => ({
		do: 'move-cash',
		direction: oneOf(fields, 'direction', ['in', 'out'] as const),
		amountGrosze: whole(fields, 'amountGrosze', {min: 1, max: 99_999_999}),
		reason: text(fields, 'reason', words),
	}),
	'close-shift': fields => ({
		do: 'close-shift',
		counted: countedIn(fields),
		...(fields['foreign'] !== undefined && {foreign: foreignSums(fields['foreign'])}),
	}),
	'open-drawer': () => ({do: 'open-drawer'}),
	'open-service': () => ({do: 'open-service'}),
	'check-day': () => ({do: 'check-day'}),
	'confirm-clock': fields => ({do: 'confirm-clock', right: oneOf(fields, 'right', clocks)}),
	'confirm-printer': fields => ({
		do: 'confirm-printer',
		route: oneOf(fields, 'route', routes),
		printer: text(fields, 'printer', anyCode),
	}),
	'daily-report': () => ({do: 'daily-report'}),
	'send-now': () => ({do: 'send-now'}),
	'retry-refused': () => ({do: 'retry-refused'}),
	'acknowledge-damages': () => ({do: 'acknowledge-damages'}),
	resend: fields => ({do: 'resend', from: text(fields, 'from', day), to: text(fields, 'to', day)}),
};

/** Reads a command as it came over the wire; a fault names the field. */
export function readCommand(message: unknown): Result<Command, CommandFault> {
	if (typeof message !== 'object' || message === null) return fail({code: 'malformed', field: ''});
	const fields = message as Fields;
	const name = fields['do'];
	if (typeof name !== 'string' || !Object.hasOwn(readers, name)) return fail({code: 'malformed', field: 'do'});
	try {
		return ok(readers[name as Command['do']](fields));
	} catch (error) {
		if (error instanceof FieldError) return fail({code: 'malformed', field: error.field});
		throw error;
	}
}
