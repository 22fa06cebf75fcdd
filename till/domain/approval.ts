/** What the book says of something for which it matters who does it, and of the other person who was asked. */

/** What matters who does it; `permits.ts` says who may. */
export const operations = [
	'void-line',
	'void-sale',
	'open-drawer',
	'discount',
	'return',
	'refund-in-cash',
	'cash-in',
	'cash-out',
	'take-transfer',
	'type-weight',
	'sell-age18',
	'confirm-clock',
	'confirm-printer',
	'daily-report',
	'take-up-unasked',
] as const;
export type OperationName = (typeof operations)[number];

export const approvalCauses = ['permission', 'limit', 'two-people', 'age'] as const;
/** Why somebody else is needed. */
export type ApprovalCause = (typeof approvalCauses)[number];

export const approvalRefusals = [
	'wrong-pin',
	'pin-locked',
	'unknown-badge',
	'withdrawn',
	'no-approver',
	'no-strong-proof',
] as const;
/**
 * `withdrawn`: nobody approved, and the cashier gave up. `no-approver`: the shop has nobody who may. `no-strong-proof`: it
 * has, and none of them has a badge or a PIN that is long enough.
 */
export type ApprovalRefusal = (typeof approvalRefusals)[number];
export const proofs = ['pin', 'badge'] as const;
export type Proof = (typeof proofs)[number];

/** Something that a cashier could not do alone, and what the other person said. */
export interface Approval {
	readonly operation: OperationName;
	readonly cause: ApprovalCause;
	/** Who approved it, or in whose name somebody tried; absent where nobody was named. */
	readonly approver?: {readonly id: string; readonly name: string};
	readonly proof?: Proof;
	readonly refusal?: ApprovalRefusal;
	/** Of a discount. */
	readonly percentHundredths?: number;
	/** Of a receipt's line. */
	readonly line?: number;
}
