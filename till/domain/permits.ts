/**
 * Who may do what at a till, and who may approve it for somebody else.
 *
 * P1  A cashier does alone what one of their permissions allows, as far as their own limits go.
 * P2  Anything else is asked of somebody who may do it themselves, or who manages: another person, and within that
 *     person's own limits.
 * P3  What goes beyond a limit, or beyond what a shop says nobody answers for with a short PIN, is approved with a badge or
 *     with a PIN of at least `pinLengthStrong` digits, because every till holds every hash and a short PIN is soon found
 *     from it.
 * P4  What needs two people or somebody of age needs them whatever the cashier may.
 */
import type {ApprovalCause, OperationName} from './approval.ts';
import {assert} from './assert.ts';
import type {Cashier, Limits, Permission, ShopSettings} from './catalogue.ts';
import {bornOnOrBefore} from './local-time.ts';
import type {Grosze} from './money.ts';

/** Something for which it matters who does it. */
export type Operation =
	| {readonly of: 'void-line'; readonly amountGrosze: Grosze}
	| {readonly of: 'void-sale'; readonly amountGrosze: Grosze}
	/** No sale. */
	| {readonly of: 'open-drawer'}
	| {readonly of: 'discount'; readonly amountGrosze: Grosze; readonly percentHundredths: number}
	| {readonly of: 'return'; readonly amountGrosze: Grosze}
	/** What came by card or transfer, where it cannot go back that way. */
	| {readonly of: 'refund-in-cash'; readonly amountGrosze: Grosze}
	/** Beside sales. */
	| {readonly of: 'cash-in'; readonly amountGrosze: Grosze}
	| {readonly of: 'cash-out'; readonly amountGrosze: Grosze}
	/** Money that comes after the goods are gone. */
	| {readonly of: 'take-transfer'; readonly amountGrosze: Grosze}
	/** What a scale did not weigh. */
	| {readonly of: 'type-weight'; readonly amountGrosze: Grosze}
	/** Goods that nobody under 18 may sell; `day` is the business day. */
	| {readonly of: 'sell-age18'; readonly day: string}
	| {readonly of: 'confirm-clock'}
	| {readonly of: 'confirm-printer'}
	| {readonly of: 'daily-report'}
	/** A basket that another till may have taken up meanwhile, which nobody can be asked. */
	| {readonly of: 'take-up-unasked'; readonly amountGrosze: Grosze};

export type Permit =
	| {readonly is: 'allowed'}
	| {readonly is: 'needs-approval'; readonly cause: ApprovalCause; readonly needsStrongProof: boolean};

/** Digits of a PIN that is good for more than a limit. */
export const pinLengthStrong = 6;
/** Of a PIN whose length the catalogue does not say. */
export const pinLengthUsual = 4;
/** The age below which nobody sells what nobody below it may buy. */
const ageYears = 18;

interface Rule {
	/** Each of these permissions is enough. */
	readonly may: readonly Permission[];
	readonly limits: readonly {readonly limit: keyof Limits; readonly of: 'amountGrosze' | 'percentHundredths'}[];
	readonly needsTwo: boolean;
	readonly needsAdult: boolean;
}

const plain = {limits: [], needsTwo: false, needsAdult: false} as const;
const voids = [{limit: 'voidGroszeMax', of: 'amountGrosze'}] as const;

const rules: {readonly [O in OperationName]: Rule} = {
	'void-line': {...plain, may: ['void-line'], limits: voids},
	'void-sale': {...plain, may: ['void-sale'], limits: voids},
	'open-drawer': {...plain, may: ['sell', 'service', 'manage']},
	discount: {
		...plain,
		may: ['discount', 'manage'],
		limits: [
			{limit: 'discountPercentHundredthsMax', of: 'percentHundredths'},
			{limit: 'discountGroszeMax', of: 'amountGrosze'},
		],
	},
	return: {
		...plain,
		may: ['return', 'manage'],
		limits: [{limit: 'returnGroszeMax', of: 'amountGrosze'}],
		needsTwo: true,
	},
	'refund-in-cash': {...plain, may: ['manage'], limits: [{limit: 'returnGroszeMax', of: 'amountGrosze'}]},
	'cash-in': {...plain, may: ['sell', 'manage'], limits: [{limit: 'cashInGroszeMax', of: 'amountGrosze'}]},
	'cash-out': {...plain, may: ['sell', 'manage'], limits: [{limit: 'cashOutGroszeMax', of: 'amountGrosze'}]},
	'take-transfer': {
		...plain,
		may: ['take-transfer', 'manage'],
		limits: [{limit: 'transferGroszeMax', of: 'amountGrosze'}],
	},
	// A weight that is too small is a line that was taken off in part.
	'type-weight': {...plain, may: ['type-weight', 'void-line'], limits: voids},
	'sell-age18': {...plain, may: ['sell'], needsAdult: true},
	'confirm-clock': {...plain, may: ['manage']},
	'confirm-printer': {...plain, may: ['manage']},
	'daily-report': {...plain, may: ['service', 'manage']},
	// At worst a basket is paid twice, and one of the two is a void that nobody made.
	'take-up-unasked': {...plain, may: ['void-sale'], limits: voids},
};

/** Whether this cashier does it alone; from `strongProofFromGrosze` on an approval needs strong proof, limits or not. */
export function permit(
	cashier: Rights,
	operation: Operation,
	{strongProofFromGrosze}: Pick<ShopSettings, 'strongProofFromGrosze'> = {},
): Permit {
	const rule = rules[operation.of];
	const isBeyond = exceeds(cashier, operation);
	const needsStrongProof = isBeyond || amountOf(operation, 'amountGrosze') >= (strongProofFromGrosze ?? Infinity);
	const needs = (cause: ApprovalCause): Permit => ({is: 'needs-approval', cause, needsStrongProof});
	if (rule.needsTwo) return needs('two-people');
	if (!isPermitted(cashier, operation)) return needs('permission');
	if (rule.needsAdult && isMinor(cashier, operation)) return needs('age');
	return isBeyond ? needs('limit') : {is: 'allowed'};
}

/** Whether this person may approve it for somebody else. */
export function mayApprove(approver: Rights, operation: Operation): boolean {
	if (!approver.permissions.includes('manage') && !isPermitted(approver, operation)) return false;
	if (rules[operation.of].needsAdult && isMinor(approver, operation)) return false;
	return !exceeds(approver, operation);
}

/** How somebody may show who they are, where a limit is exceeded or not. */
export function proofsOf(
	{pinLength = pinLengthUsual, badge}: Pick<Cashier, 'pinLength' | 'badge'>,
	needsStrongProof: boolean,
): {readonly byPin: boolean; readonly byBadge: boolean} {
	return {byPin: !needsStrongProof || pinLength >= pinLengthStrong, byBadge: badge !== undefined};
}

/** Whether what was approved is what is now to be done, or more. */
export function covers(approved: Operation, wanted: Operation): boolean {
	return (
		approved.of === wanted.of && measures.every(measure => amountOf(approved, measure) >= amountOf(wanted, measure))
	);
}

type Rights = Pick<Cashier, 'permissions' | 'limits' | 'bornOn'>;

const measures = ['amountGrosze', 'percentHundredths'] as const;

function amountOf(operation: Operation, measure: (typeof measures)[number]): number {
	return measure in operation ? (operation as Readonly<Record<typeof measure, number>>)[measure] : 0;
}

function isPermitted({permissions}: Rights, {of}: Operation): boolean {
	return rules[of].may.some(permission => permissions.includes(permission));
}

function exceeds({limits = {}}: Rights, operation: Operation): boolean {
	return rules[operation.of].limits.some(({limit, of}) => {
		const most = limits[limit];
		return most !== undefined && amountOf(operation, of) > most;
	});
}

/** Whose day of birth the catalogue does not say is taken to be of age. */
function isMinor({bornOn}: Rights, operation: Operation): boolean {
	assert(operation.of === 'sell-age18', 'only what is sold by age is asked with its day');
	return bornOn !== undefined && bornOn > bornOnOrBefore(operation.day, ageYears);
}
