/** What the screen is told while somebody is asked to approve what the cashier may not do alone. */
import type {ApprovalCause} from '../domain/approval.ts';
import type {Operation} from '../domain/permits.ts';

export interface ApprovalScreen {
	readonly at: 'approval';
	readonly operation: Operation;
	readonly cause: ApprovalCause;
	/** A short PIN is not enough: who has nothing better is not among the approvers. */
	readonly needsStrongProof: boolean;
	/** The goods it is about. */
	readonly name?: string;
	/** At least one of the two is true of each. */
	readonly approvers: readonly ApproverView[];
}

export interface ApproverView {
	readonly id: string;
	readonly name: string;
	readonly byPin: boolean;
	readonly byBadge: boolean;
}
